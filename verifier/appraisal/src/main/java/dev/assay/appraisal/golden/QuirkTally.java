package dev.assay.appraisal.golden;

import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// How many machines of a cohort show which oddity.
final class QuirkTally {
  /// How many different ones are told apart by their event.
  private static final int MAX_QUIRKS = 20_000;

  private final Map<Quirk, Integer> machines = new HashMap<>();
  private final Map<Kind, Integer> ofKind = new HashMap<>();
  private boolean overflown;

  /// An oddity of a PCR, of whichever event.
  private record Kind(Oddity oddity, PcrIndex pcr) {
    static Kind of(Quirk quirk) {
      return new Kind(quirk.oddity(), quirk.pcr());
    }
  }

  void hear(List<Quirk> oddities) {
    Set<Kind> kinds = new HashSet<>();
    for (Quirk quirk : new HashSet<>(oddities)) {
      kinds.add(Kind.of(quirk));
      if (!overflown) {
        machines.merge(quirk, 1, Integer::sum);
      }
    }
    kinds.forEach(kind -> ofKind.merge(kind, 1, Integer::sum));
    if (machines.size() > MAX_QUIRKS) {
      overflown = true;
      machines.clear();
    }
  }

  /// What a quorum shows. Where it shows it in one event, that event alone; where each shows it in
  /// another, any event of the PCR, as far as the oddity allows that.
  ///
  /// @param banks in which the machines are compared
  /// @param needed how many machines are a quorum
  List<Quirk> shownBy(int needed, Set<HashAlgorithm> banks) {
    Map<Quirk, Integer> within = new HashMap<>();
    machines.forEach((quirk, count) -> within.merge(within(quirk, banks), count, Integer::sum));
    List<Quirk> shown = new ArrayList<>();
    Set<Kind> named = new HashSet<>();
    within.forEach(
        (quirk, count) -> {
          if (count >= needed && (quirk.event().isEmpty() || tells(quirk))) {
            shown.add(quirk);
            named.add(Kind.of(quirk));
          }
        });
    ofKind.forEach(
        (kind, count) -> {
          if (count >= needed && !named.contains(kind) && !kind.oddity().ofOneEvent()) {
            shown.add(new Quirk(kind.oddity(), kind.pcr(), Collections.emptySortedMap()));
          }
        });
    shown.sort(
        Comparator.comparing(Quirk::pcr)
            .thenComparing(Quirk::oddity)
            .thenComparing(quirk -> quirk.event().toString()));
    return List.copyOf(shown);
  }

  /// Of an event that no common strong bank tells from others, the quirk as it is.
  private static Quirk within(Quirk quirk, Set<HashAlgorithm> banks) {
    TreeMap<HashAlgorithm, Digest> event = new TreeMap<>(quirk.event());
    event.keySet().retainAll(banks);
    return event.keySet().stream().anyMatch(HashAlgorithm::strong)
        ? new Quirk(quirk.oddity(), quirk.pcr(), event)
        : quirk;
  }

  private static boolean tells(Quirk quirk) {
    return quirk.event().keySet().stream().anyMatch(HashAlgorithm::strong);
  }
}

package dev.assay.reference;

import dev.assay.appraisal.golden.GoldenEvent;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Rule;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Where a vendor's statement and a golden set say the same. It raises confidence and decides
/// nothing: what people signed stays what machines are held to.
///
/// @param events what the statement says of each event of the set, in the set's order
/// @param values what it says of the final values that the set knows
/// @param beside how many events the statement has that the set has not, by PCR; of the PCRs where
///   each event of the set is the same on every machine
public record Agreement(
    List<OnEvent> events, List<OnValue> values, SortedMap<PcrIndex, Integer> beside) {
  /// Shared by firmware and OS, and a set is of one of them.
  private static final PcrIndex BOOT_MANAGER = PcrIndex.of(4);

  /// What a statement says of one thing.
  public enum Word {
    /// The same.
    CONFIRMED,
    /// It speaks of this PCR, and says something else.
    DIFFERS,
    /// Nothing: it does not speak of this PCR in a bank that both know, or the event differs from
    /// machine to machine or with the age of its revocation list.
    SILENT
  }

  /// What a statement says of an event.
  public record OnEvent(GoldenEvent event, Word word) {}

  /// What a statement says of a final value.
  public record OnValue(PcrIndex pcr, HashAlgorithm bank, Word word) {}

  public Agreement {
    events = List.copyOf(events);
    values = List.copyOf(values);
    beside = Collections.unmodifiableSortedMap(new TreeMap<>(beside));
  }

  /// Holds a set against a statement.
  public static Agreement of(GoldenSet set, ReferenceValues reference) {
    List<OnEvent> events = new ArrayList<>();
    set.events().forEach(event -> events.add(new OnEvent(event, word(event, reference))));
    List<OnValue> values = new ArrayList<>();
    set.finalValues()
        .banks()
        .forEach(
            (bank, golden) ->
                golden.forEach(
                    (pcr, value) ->
                        values.add(new OnValue(pcr, bank, word(value, pcr, reference)))));
    return new Agreement(events, values, beside(set, reference));
  }

  /// Whether it confirms something and differs nowhere.
  public boolean supports() {
    Set<Word> words = new HashSet<>();
    events.forEach(event -> words.add(event.word()));
    values.forEach(value -> words.add(value.word()));
    return words.contains(Word.CONFIRMED) && !words.contains(Word.DIFFERS) && beside.isEmpty();
  }

  private static Word word(GoldenEvent event, ReferenceValues reference) {
    boolean comparable = false;
    for (SortedMap<HashAlgorithm, Digest> stated :
        reference.events().getOrDefault(event.pcr(), List.of())) {
      for (SortedMap<HashAlgorithm, Digest> golden : alternatives(event)) {
        if (comparable(golden, stated)) {
          comparable = true;
          if (agree(golden, stated)) {
            return Word.CONFIRMED;
          }
        }
      }
    }
    return comparable ? Word.DIFFERS : Word.SILENT;
  }

  private static List<SortedMap<HashAlgorithm, Digest>> alternatives(GoldenEvent event) {
    return switch (event.rule()) {
      case Rule.Exactly(var digests) -> List.of(digests);
      case Rule.OneOf(var alternatives) -> alternatives;
      case Rule.PerMachine _, Rule.DbxAtLeast _ -> List.of();
    };
  }

  private static boolean comparable(
      SortedMap<HashAlgorithm, Digest> golden, SortedMap<HashAlgorithm, Digest> stated) {
    return golden.keySet().stream().anyMatch(bank -> bank.strong() && stated.containsKey(bank));
  }

  /// In every bank that both have.
  private static boolean agree(
      SortedMap<HashAlgorithm, Digest> golden, SortedMap<HashAlgorithm, Digest> stated) {
    return golden.entrySet().stream()
        .allMatch(
            digest ->
                !stated.containsKey(digest.getKey())
                    || digest.getValue().equals(stated.get(digest.getKey())));
  }

  private static SortedMap<PcrIndex, Integer> beside(GoldenSet set, ReferenceValues reference) {
    var golden = set.events().stream().collect(Collectors.groupingBy(GoldenEvent::pcr));
    SortedMap<PcrIndex, Integer> beside = new TreeMap<>();
    golden.forEach(
        (pcr, events) -> {
          boolean constant = events.stream().noneMatch(event -> alternatives(event).isEmpty());
          int unknown = constant ? unknown(events, reference, pcr) : 0;
          if (unknown > 0 && !pcr.equals(BOOT_MANAGER)) {
            beside.put(pcr, unknown);
          }
        });
    return beside;
  }

  private static int unknown(List<GoldenEvent> golden, ReferenceValues reference, PcrIndex pcr) {
    int unknown = 0;
    for (SortedMap<HashAlgorithm, Digest> stated :
        reference.events().getOrDefault(pcr, List.of())) {
      boolean known =
          golden.stream()
              .flatMap(event -> alternatives(event).stream())
              .anyMatch(digests -> !comparable(digests, stated) || agree(digests, stated));
      unknown += known ? 0 : 1;
    }
    return unknown;
  }

  private static Word word(Digest golden, PcrIndex pcr, ReferenceValues reference) {
    return reference
        .finalValues()
        .get(golden.algorithm(), pcr)
        .map(stated -> stated.equals(golden) ? Word.CONFIRMED : Word.DIFFERS)
        .orElse(Word.SILENT);
  }
}

package dev.assay.appraisal.golden;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The machines of one firmware version, fed one after the other. Of each it keeps its name, the
/// digest of its log and a few numbers; of what they measured, each value once.
final class Cohort {
  private final List<Observations> places = new ArrayList<>();
  private final List<Member> members = new ArrayList<>();
  private final Map<Set<HashAlgorithm>, Integer> banks = new HashMap<>();
  private final QuirkTally quirks = new QuirkTally();

  /// One machine.
  ///
  /// @param banks of its log
  /// @param sequences for each place the number of its sequence there
  record Member(String name, Digest log, Set<HashAlgorithm> banks, List<Integer> sequences) {}

  /// @param varying the PCRs in which fields may vary
  Cohort(Set<PcrIndex> varying) {
    for (int value = 0; value < GoldenSet.JUDGED_PCRS; value++) {
      PcrIndex pcr = PcrIndex.of(value);
      for (Layer layer : Layer.values()) {
        if (layer.has(pcr)) {
          places.add(new Observations(layer, pcr, varying.contains(pcr)));
        }
      }
    }
  }

  void add(Sibling sibling) {
    Set<HashAlgorithm> own = Collections.unmodifiableSet(EnumSet.copyOf(sibling.log().banks()));
    List<Integer> sequences = new ArrayList<>();
    places.forEach(place -> sequences.add(place.observe(sibling)));
    Digest log = sibling.log().sha256();
    Digest copy = new Digest(log.algorithm(), Bytes.wrap(log.value().toArray()));
    members.add(new Member(sibling.name(), copy, own, List.copyOf(sequences)));
    banks.merge(own, 1, Integer::sum);
    quirks.hear(sibling.oddities());
  }

  int machines() {
    return members.size();
  }

  List<Member> members() {
    return members;
  }

  List<Observations> places() {
    return places;
  }

  QuirkTally quirks() {
    return quirks;
  }

  /// The banks that a quorum has.
  ///
  /// @throws IllegalArgumentException where none of them is strong
  Set<HashAlgorithm> commonBanks(int needed) {
    Map<HashAlgorithm, Integer> machines = new EnumMap<>(HashAlgorithm.class);
    banks.forEach((own, count) -> own.forEach(bank -> machines.merge(bank, count, Integer::sum)));
    machines.values().removeIf(count -> count < needed);
    if (machines.keySet().stream().noneMatch(HashAlgorithm::strong)) {
      throw new IllegalArgumentException("no bank but SHA-1 is common to the logs of the siblings");
    }
    return Collections.unmodifiableSet(machines.keySet());
  }
}

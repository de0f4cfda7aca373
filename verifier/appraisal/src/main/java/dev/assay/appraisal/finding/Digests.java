package dev.assay.appraisal.finding;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Digests as findings show them: shortened in the sentence, whole in the data.
final class Digests {
  private static final int SHOWN_HEX = 12;
  private static final int SHOWN_DIGESTS = 3;

  private Digests() {}

  /// A sorted copy that nobody can change, with storage of its own: a finding outlives the log that
  /// it is about and must not hold on to it.
  static SortedMap<HashAlgorithm, Digest> copy(Map<HashAlgorithm, Digest> digests) {
    if (digests.isEmpty()) {
      throw new IllegalArgumentException("no digest");
    }
    SortedMap<HashAlgorithm, Digest> copy = new TreeMap<>();
    digests.forEach(
        (bank, digest) ->
            copy.put(bank, new Digest(digest.algorithm(), Bytes.wrap(digest.value().toArray()))));
    return Collections.unmodifiableSortedMap(copy);
  }

  /// Refuses values and their counterparts that speak of different banks.
  static void requireSameBanks(
      SortedMap<HashAlgorithm, Digest> actual, SortedMap<HashAlgorithm, Digest> expected) {
    if (!actual.keySet().equals(expected.keySet())) {
      throw new IllegalArgumentException("banks " + actual.keySet() + " and " + expected.keySet());
    }
  }

  /// The bank to show where one is enough: the first strong one.
  static HashAlgorithm shownBank(SortedMap<HashAlgorithm, Digest> digests) {
    return digests.keySet().stream()
        .filter(HashAlgorithm::strong)
        .findFirst()
        .orElse(digests.firstKey());
  }

  /// The bank to show where one of `digests` is in none of `golden`: the first strong one that says
  /// so.
  static HashAlgorithm deviatingBank(
      SortedMap<HashAlgorithm, Digest> digests, List<SortedMap<HashAlgorithm, Digest>> golden) {
    return digests.entrySet().stream()
        .filter(d -> d.getKey().strong())
        .filter(d -> golden.stream().anyMatch(g -> g.containsKey(d.getKey())))
        .filter(d -> golden.stream().noneMatch(g -> d.getValue().equals(g.get(d.getKey()))))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(() -> shownBank(digests));
  }

  /// The digest of a bank that is there.
  static Digest in(SortedMap<HashAlgorithm, Digest> digests, HashAlgorithm bank) {
    return Objects.requireNonNull(digests.get(bank), bank::label);
  }

  static String shortened(Digest digest) {
    return digest.toHex().substring(0, SHOWN_HEX) + "…";
  }

  /// The digests of one bank, in a sentence.
  static String shortened(List<SortedMap<HashAlgorithm, Digest>> choices, HashAlgorithm bank) {
    var shown =
        choices.stream()
            .map(choice -> in(choice, choice.containsKey(bank) ? bank : choice.firstKey()))
            .distinct()
            .map(Digests::shortened)
            .toList();
    return shown.size() <= SHOWN_DIGESTS
        ? String.join(", ", shown)
        : String.join(", ", shown.subList(0, SHOWN_DIGESTS))
            + " and "
            + (shown.size() - SHOWN_DIGESTS)
            + " more";
  }

  static String whole(Map<HashAlgorithm, Digest> digests) {
    return digests.values().stream().map(Digest::toString).collect(Collectors.joining(" "));
  }

  /// Several choices, one after the other; each holds its banks.
  static String whole(List<SortedMap<HashAlgorithm, Digest>> choices) {
    return choices.stream().map(Digests::whole).collect(Collectors.joining(" or "));
  }

  static String labels(Collection<HashAlgorithm> banks) {
    return banks.isEmpty()
        ? "none"
        : banks.stream().map(HashAlgorithm::label).collect(Collectors.joining(", "));
  }
}

package dev.assay.appraisal.golden;

import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// An oddity that a golden set excuses: all siblings showed it, and a person approved that.
///
/// @param pcr where it occurs
/// @param event the digests of the event that it is about, by bank; empty where any event of the
///   PCR may show it, which not every oddity allows
public record Quirk(Oddity oddity, PcrIndex pcr, SortedMap<HashAlgorithm, Digest> event) {
  public Quirk {
    if (event.isEmpty() && oddity.ofOneEvent()) {
      throw new IllegalArgumentException("a quirk " + oddity + " names its event");
    }
    if (!event.isEmpty() && event.keySet().stream().noneMatch(HashAlgorithm::strong)) {
      throw new IllegalArgumentException("a quirk names its event in a strong bank");
    }
    event = Collections.unmodifiableSortedMap(new TreeMap<>(event));
  }

  /// Whether this excuses `shown` at `where`.
  ///
  /// @param digests those of the event that shows it, in the banks that a quote proves; empty where
  ///   it is about no event
  public boolean excuses(Oddity shown, PcrIndex where, SortedMap<HashAlgorithm, Digest> digests) {
    return oddity == shown && pcr.equals(where) && (event.isEmpty() || named(digests));
  }

  /// Whether `other` is the same oddity of the same PCR, of whichever event.
  boolean isLike(Quirk other) {
    return oddity == other.oddity && pcr.equals(other.pcr);
  }

  /// Equal in every bank that both have, one of them strong.
  private boolean named(SortedMap<HashAlgorithm, Digest> digests) {
    boolean strong = false;
    for (var digest : digests.entrySet()) {
      Digest expected = event.get(digest.getKey());
      if (expected != null) {
        if (!expected.equals(digest.getValue())) {
          return false;
        }
        strong |= digest.getKey().strong();
      }
    }
    return strong;
  }
}

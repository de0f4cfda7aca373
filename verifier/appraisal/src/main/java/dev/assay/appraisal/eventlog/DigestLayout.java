package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.List;

/// Which digests the list of an event's record holds, in which order, and where each begins. Nearly
/// all events of a log have the same, and share it.
final class DigestLayout {
  /// The one digest of TCG_PCR_EVENT, which has no algorithm before it.
  static final DigestLayout SHA1_ONLY = new DigestLayout(List.of(HashAlgorithm.SHA1), 0);

  private static final int ALGORITHM_ID = 2;

  private final HashAlgorithm[] banks;
  private final int[] starts;

  private DigestLayout(List<HashAlgorithm> banks, int before) {
    this.banks = banks.toArray(HashAlgorithm[]::new);
    this.starts = new int[this.banks.length];
    int at = 0;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = at + before;
      at = starts[i] + this.banks[i].size();
    }
  }

  /// The digests of TCG_PCR_EVENT2 (TPML_DIGEST_VALUES): each stands behind its algorithm's number.
  ///
  /// @param banks each once
  static DigestLayout of(List<HashAlgorithm> banks) {
    return new DigestLayout(banks, ALGORITHM_ID);
  }

  int size() {
    return banks.length;
  }

  HashAlgorithm bank(int place) {
    return banks[place];
  }

  /// Where the digest at `place` begins, in bytes from the start of the list.
  int start(int place) {
    return starts[place];
  }

  /// Where the digest at `place` ends.
  int end(int place) {
    return starts[place] + banks[place].size();
  }

  /// The place of a bank's digest, or -1.
  int find(Object bank) {
    for (int i = 0; i < banks.length; i++) {
      if (banks[i] == bank) {
        return i;
      }
    }
    return -1;
  }

  /// Whether these are the first `count` of `others`.
  boolean isOf(HashAlgorithm[] others, int count) {
    if (count != banks.length) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (banks[i] != others[i]) {
        return false;
      }
    }
    return true;
  }
}

package dev.assay.appraisal.check;

import dev.assay.appraisal.codec.BoundedMemory;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrSelection;
import java.util.Set;

/// Remembers what was read from a log, so that a known log costs no second reading: the one used
/// longest ago gives way. Thread-safe. It holds no log; a log of which there is much to say is read
/// again each time, so what machines send can't fill the memory.
public final class ReadingMemory {
  /// How many readings are kept.
  public static final int CAPACITY = 4096;

  private static final int MAX_SIZE = 160;

  private final BoundedMemory<Key, LogReading> known;

  /// An empty memory of [#CAPACITY] readings.
  public ReadingMemory() {
    this(CAPACITY);
  }

  ReadingMemory(int capacity) {
    this.known = new BoundedMemory<>(capacity);
  }

  /// All that a reading depends on.
  private record Key(
      Digest log, PcrSelection selection, Set<PcrIndex> explained, Severity loaders) {}

  /// The reading of `log`, made now where it isn't known.
  LogReading recall(ReplayedLog log, Severity loaders) {
    var key = new Key(log.log().sha256(), log.selection(), log.explained(), loaders);
    return known.recall(
        key, () -> LogReading.of(log, loaders), reading -> reading.size() <= MAX_SIZE);
  }
}

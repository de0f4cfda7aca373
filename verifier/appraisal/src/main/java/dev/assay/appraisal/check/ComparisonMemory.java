package dev.assay.appraisal.check;

import dev.assay.appraisal.codec.BoundedMemory;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.PcrSelection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Remembers how a log compared, so that a known log costs no second comparison: the one used
/// longest ago gives way. Thread-safe. It holds no log; a log with many differences is compared
/// again each time, so what machines send can't fill the memory.
public final class ComparisonMemory {
  /// How many comparisons are kept.
  public static final int CAPACITY = 4096;

  private static final int MAX_FINDINGS = 32;

  private final BoundedMemory<Key, LogComparison> known;

  /// An empty memory of [#CAPACITY] comparisons.
  public ComparisonMemory() {
    this(CAPACITY);
  }

  ComparisonMemory(int capacity) {
    this.known = new BoundedMemory<>(capacity);
  }

  /// All that a comparison depends on. A golden set's id stands for its content, which never
  /// changes.
  private record Key(
      Digest log,
      PcrSelection selection,
      List<String> firmware,
      List<String> os,
      Optional<Severity> osSeverity) {
    static Key of(ReplayedLog log, List<GoldenSet> firmware, OsLayer osLayer) {
      return switch (osLayer) {
        case OsLayer.Judged(List<GoldenSet> sets, Severity severity) ->
            new Key(
                log.log().sha256(),
                log.selection(),
                ids(firmware),
                ids(sets),
                Optional.of(severity));
        case OsLayer.NotJudged(String reason) ->
            new Key(
                log.log().sha256(),
                log.selection(),
                ids(firmware),
                List.of(reason),
                Optional.empty());
      };
    }

    private static List<String> ids(List<GoldenSet> sets) {
      List<String> ids = new ArrayList<>(sets.size());
      sets.forEach(set -> ids.add(set.id()));
      return Collections.unmodifiableList(ids);
    }
  }

  /// The comparison of `log`, made now where it isn't known.
  LogComparison recall(ReplayedLog log, List<GoldenSet> firmware, OsLayer osLayer) {
    var key = Key.of(log, firmware, osLayer);
    return known.recall(
        key,
        () -> LogComparison.of(log, firmware, osLayer),
        comparison -> comparison.findings().size() <= MAX_FINDINGS);
  }
}

package dev.assay.appraisal.check;

import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import java.util.List;

/// Proves how a boot compares with the golden sets that are active for its board model: all of the
/// firmware layer, and of the OS layer as far as it is judged. The boot is the one that a verified
/// quote signed and its replayed log tells of; only a comparison of this kind can lead to trust.
public final class GoldenComparison {
  private final ReplayedLog log;
  private final LogComparison comparison;

  private GoldenComparison(ReplayedLog log, LogComparison comparison) {
    this.log = log;
    this.comparison = comparison;
  }

  /// Compares.
  ///
  /// @param firmware the sets active now, one at least; during a rollout two. The boot must match
  ///   one whole set, and is shown against the closest
  /// @throws IllegalArgumentException where there is no set to compare with, or one of another
  ///   layer
  public static GoldenComparison of(
      ReplayedLog log, List<GoldenSet> firmware, OsLayer osLayer, ComparisonMemory memory) {
    requireLayer(firmware, Layer.FIRMWARE);
    if (osLayer instanceof OsLayer.Judged judged) {
      requireLayer(judged.sets(), Layer.OS);
    }
    return new GoldenComparison(log, memory.recall(log, firmware, osLayer));
  }

  private static void requireLayer(List<GoldenSet> sets, Layer layer) {
    if (sets.isEmpty() || sets.stream().anyMatch(set -> set.layer() != layer)) {
      throw new IllegalArgumentException("golden sets of layer " + layer + " are needed");
    }
  }

  /// The log that was compared.
  public ReplayedLog log() {
    return log;
  }

  /// The differences, by layer, then by PCR. They stand beside the findings of the log below: where
  /// it explains a PCR no longer, they are hints.
  public List<Finding> findings() {
    return comparison.findings();
  }

  /// The ids of the sets compared with, firmware first: those that the boot matches, or the
  /// closest.
  public List<String> goldenSets() {
    return comparison.goldenSets();
  }
}

package dev.assay.appraisal.check;

import dev.assay.appraisal.finding.ExcusedByQuirk;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.OddFinding;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Proves how a boot compares with the golden sets that are active for its board model: all of the
/// firmware layer, and of the OS layer as far as it is judged. The boot is the one that a verified
/// quote signed and its replayed log tells of; only a comparison of this kind can lead to trust.
public final class GoldenComparison {
  private final LogComparison comparison;
  private final List<Finding> findings;

  private GoldenComparison(BootState boot, LogComparison comparison, List<GoldenSet> matched) {
    this.comparison = comparison;
    List<Finding> all = new ArrayList<>(boot.findings().size() + comparison.findings().size());
    boot.findings().forEach(finding -> all.add(excused(finding, matched)));
    all.addAll(comparison.findings());
    this.findings = Collections.unmodifiableList(all);
  }

  /// Compares.
  ///
  /// @param firmware the sets active now, one at least; during a rollout two. The boot must match
  ///   one whole set, and is shown against the closest
  /// @throws IllegalArgumentException where there is no set to compare with, or one of another
  ///   layer
  public static GoldenComparison of(
      BootState boot, List<GoldenSet> firmware, OsLayer osLayer, ComparisonMemory memory) {
    List<GoldenSet> sets = new ArrayList<>(firmware);
    requireLayer(firmware, Layer.FIRMWARE);
    if (osLayer instanceof OsLayer.Judged judged) {
      requireLayer(judged.sets(), Layer.OS);
      sets.addAll(judged.sets());
    }
    LogComparison comparison = memory.recall(boot.log(), firmware, osLayer);
    sets.removeIf(set -> !comparison.goldenSets().contains(set.id()));
    return new GoldenComparison(boot, comparison, sets);
  }

  private static void requireLayer(List<GoldenSet> sets, Layer layer) {
    if (sets.isEmpty() || sets.stream().anyMatch(set -> set.layer() != layer)) {
      throw new IllegalArgumentException("golden sets of layer " + layer + " are needed");
    }
  }

  /// A set that the boot is not held against excuses nothing.
  private static Finding excused(Finding finding, List<GoldenSet> matched) {
    if (finding instanceof OddFinding odd) {
      for (GoldenSet set : matched) {
        if (set.quirks().stream().anyMatch(odd::excusedBy)) {
          return new ExcusedByQuirk(odd, set.id());
        }
      }
    }
    return finding;
  }

  /// What speaks against the boot: the findings of its log, excused where the golden set says so,
  /// then the differences, by layer and PCR. They stand beside the findings of the replay below:
  /// where the log explains a PCR no longer, they are hints.
  public List<Finding> findings() {
    return findings;
  }

  /// The ids of the sets compared with, firmware first: those that the boot matches, or the
  /// closest.
  public List<String> goldenSets() {
    return comparison.goldenSets();
  }
}

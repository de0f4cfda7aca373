package dev.assay.appraisal;

import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import java.util.List;

/// The golden sets that a machine is held against. They follow from the board model that a person
/// confirmed, never from what the machine says of itself.
public sealed interface GoldenSets {
  /// The sets active now.
  ///
  /// @param firmware one at least, all of one board model; during a rollout two, the newest first
  /// @param os none, or those of which the boot must match one
  record Active(List<GoldenSet> firmware, List<GoldenSet> os) implements GoldenSets {
    public Active {
      firmware = List.copyOf(firmware);
      os = List.copyOf(os);
      if (firmware.isEmpty()) {
        throw new IllegalArgumentException("no firmware set: that is GoldenSets.None");
      }
      if (firmware.stream().anyMatch(set -> set.layer() != Layer.FIRMWARE)
          || os.stream().anyMatch(set -> set.layer() != Layer.OS)) {
        throw new IllegalArgumentException("a golden set of the other layer");
      }
      if (firmware.stream().map(GoldenSet::boardModel).distinct().count() > 1) {
        throw new IllegalArgumentException("firmware sets of several board models");
      }
    }
  }

  /// The machine's board model has no active set for its firmware.
  record None(String boardModel) implements GoldenSets {}

  /// Nobody confirmed which board model the machine is.
  record NoModel() implements GoldenSets {}
}

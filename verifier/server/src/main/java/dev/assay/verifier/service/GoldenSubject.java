package dev.assay.verifier.service;

import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;

/// What golden sets of a layer belong to.
///
/// @param name a board model's for the firmware, an OS image's for the OS
public record GoldenSubject(Layer layer, String name) {
  static GoldenSubject of(GoldenSet set) {
    return new GoldenSubject(set.layer(), set.subject());
  }
}

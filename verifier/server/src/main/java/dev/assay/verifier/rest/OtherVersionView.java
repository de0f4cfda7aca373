package dev.assay.verifier.rest;

import dev.assay.appraisal.golden.OtherVersion;
import java.util.List;

/// Machines of the model that measured another firmware version, and were not learned from.
///
/// @param version as they measured it; empty for none
/// @param machines how many
/// @param examples some of them by name
public record OtherVersionView(String version, int machines, List<String> examples) {
  static OtherVersionView of(OtherVersion other) {
    return new OtherVersionView(other.version(), other.machines(), other.examples());
  }
}

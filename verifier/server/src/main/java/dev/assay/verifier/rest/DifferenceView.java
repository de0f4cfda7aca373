package dev.assay.verifier.rest;

import dev.assay.appraisal.golden.Difference;
import java.util.Map;

/// A place where siblings are not equal.
///
/// @param resolution PER_MACHINE where the set allows it, UNDECIDED where a person decides
/// @param shown what each sibling has
public record DifferenceView(
    String layer,
    int pcr,
    String type,
    String label,
    String resolution,
    Map<String, String> shown) {

  static DifferenceView of(Difference difference) {
    return new DifferenceView(
        difference.layer().name(),
        difference.pcr().value(),
        difference.type().name(),
        difference.label(),
        difference.resolution().name(),
        difference.shown());
  }
}

package dev.assay.verifier.rest;

import dev.assay.verifier.service.CohortSize;

/// The machines of one board model on one firmware version.
///
/// @param firmwareVersion as the firmware measured itself; empty where it did not
/// @param bank in which they are compared
public record CohortView(String boardModel, String firmwareVersion, String bank, int machines) {
  static CohortView of(CohortSize cohort) {
    var key = cohort.key();
    return new CohortView(
        key.model().name(), key.firmwareVersion(), key.bank().label(), cohort.machines());
  }
}

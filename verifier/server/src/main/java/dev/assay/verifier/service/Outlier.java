package dev.assay.verifier.service;

import dev.assay.appraisal.finding.MeasurementRare;
import java.util.List;

/// A machine that differs from its siblings.
///
/// @param cohort who its siblings are, and how many
/// @param rare what few of them show, the rarest first
public record Outlier(MachineView machine, CohortSize cohort, List<MeasurementRare> rare) {
  public Outlier {
    rare = List.copyOf(rare);
  }
}

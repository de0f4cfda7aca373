package dev.assay.appraisal.golden;

import java.util.List;
import java.util.Optional;

/// What follows from the components that siblings report.
///
/// @param expected empty where nothing does
/// @param differences what a person should look at before signing
public record LearnedComponents(
    Optional<ExpectedComponents> expected, List<ComponentDifference> differences) {
  public LearnedComponents {
    differences = List.copyOf(differences);
  }
}

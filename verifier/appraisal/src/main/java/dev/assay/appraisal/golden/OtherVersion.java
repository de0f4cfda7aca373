package dev.assay.appraisal.golden;

import java.util.List;

/// Machines that are not what a set is learned from: their firmware measured another version.
///
/// @param version as it was measured, "" for none
/// @param machines how many
/// @param examples some of them by name, in the order of the names
public record OtherVersion(String version, int machines, List<String> examples) {
  public OtherVersion {
    examples = List.copyOf(examples);
  }

  static OtherVersion of(String version, Cohort cohort) {
    return new OtherVersion(
        version,
        cohort.machines(),
        Outlier.examples(cohort.members().stream().map(Cohort.Member::name)));
  }
}

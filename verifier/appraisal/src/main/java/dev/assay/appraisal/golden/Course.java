package dev.assay.appraisal.golden;

import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.List;
import java.util.SortedMap;

/// How one PCR went on some machines alike, in the banks that the cohort has in common.
///
/// @param end the PCR's value, by bank; empty where machines end at values of their own
/// @param machines how many
/// @param examples some of them by name
record Course(
    List<Measurement> measurements,
    SortedMap<HashAlgorithm, Digest> end,
    int machines,
    List<String> examples) {
  Course {
    measurements = List.copyOf(measurements);
    examples = List.copyOf(examples);
  }
}

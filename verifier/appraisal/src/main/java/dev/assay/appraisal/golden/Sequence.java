package dev.assay.appraisal.golden;

import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.List;
import java.util.SortedMap;

/// How one PCR went on a machine: its measurements in order, by number, and where the PCR ended.
///
/// @param end by bank; empty where machines end at values of their own
record Sequence(List<Integer> measurements, SortedMap<HashAlgorithm, Digest> end) {
  private static final int OWN_SIZE = 200;
  private static final int ELEMENT_SIZE = 8;

  Sequence {
    measurements = List.copyOf(measurements);
  }

  /// About how many bytes this takes.
  int size() {
    return OWN_SIZE + ELEMENT_SIZE * measurements.size();
  }
}

package dev.assay.appraisal.golden;

import dev.assay.appraisal.tpm.Digest;
import java.util.Optional;

/// A machine that a set was learned from.
///
/// @param name for people: a machine's name, or that of a log's file
/// @param log SHA-256 of its event log, to find the evidence by
/// @param shipment what it came with, where that is known
/// @param outlier whether it showed something that is not in the set
public record Source(String name, Digest log, Optional<String> shipment, boolean outlier) {
  public Source {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a machine without a name");
    }
  }
}

package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.PcrIndex;
import java.util.OptionalInt;

/// About what Secure Boot is, against what a golden set expects of it.
public sealed interface SecureBootFinding extends GoldenFinding, PcrFinding
    permits DbxEntriesMissing, SecureBootDiffers {

  /// The event's index in the log; empty where no verified data tells of the variable.
  OptionalInt at();

  @Override
  default PcrIndex index() {
    return PcrIndex.of(7);
  }

  @Override
  default OptionalInt event() {
    return at();
  }
}

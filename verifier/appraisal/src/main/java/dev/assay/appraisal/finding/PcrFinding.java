package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.PcrIndex;
import java.util.OptionalInt;

/// About one PCR, whichever rung it belongs to.
public sealed interface PcrFinding extends Finding
    permits EventFinding,
        OddFinding,
        EventMissing,
        SecureBootFinding,
        PcrValueDiffers,
        ReplayMismatch,
        UnmeasuredPcrNotReset {

  /// The PCR.
  PcrIndex index();

  @Override
  default OptionalInt pcr() {
    return OptionalInt.of(index().value());
  }
}

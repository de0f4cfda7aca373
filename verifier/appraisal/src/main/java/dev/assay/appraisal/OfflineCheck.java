package dev.assay.appraisal;

/// What can be asked of evidence at hand, in the order in which one rests on the other.
public enum OfflineCheck {
  /// The key is a restricted signing key that can't leave its TPM, as its public area says.
  KEY_ATTRIBUTES,
  /// The key signed exactly these bytes, and they are a TPM's quote.
  SIGNATURE,
  /// The quote answers this nonce, so it is no older than the nonce.
  NONCE,
  /// The given values of the PCRs are the ones that were signed.
  PCR_VALUES,
  /// The event log leads to the signed values, in every quoted bank.
  EVENT_LOG,
  /// The boot is the one that the golden sets describe.
  GOLDEN_SETS;

  /// What became of a check.
  public enum Outcome {
    PROVEN,
    /// It was asked, and failed or could not be reached; the findings say why.
    NOT_PROVEN,
    NOT_ASKED
  }
}

package dev.assay.appraisal.finding;

/// What is wrong with the quote itself. While one of these stands, nothing else that came with it
/// is believed.
public sealed interface QuoteFinding extends Finding
    permits QuoteMalformed,
        KeyUnsuitable,
        SignatureSchemeNotAllowed,
        SignatureInvalid,
        QuoteNotBound,
        SelectionDiffers,
        NoStrongBank,
        PcrValuesIncomplete,
        PcrValueOutsideSelection,
        PcrDigestMismatch {

  @Override
  default Severity severity() {
    return Severity.VIOLATION;
  }
}

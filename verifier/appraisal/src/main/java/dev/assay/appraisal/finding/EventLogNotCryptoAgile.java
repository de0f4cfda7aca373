package dev.assay.appraisal.finding;

/// The log is of the old SHA-1-only form, which holds nothing for the quoted strong banks.
public record EventLogNotCryptoAgile() implements LogFinding {
  @Override
  public String code() {
    return "EVENT_LOG_NOT_CRYPTO_AGILE";
  }

  @Override
  public Severity severity() {
    return Severity.VIOLATION;
  }

  @Override
  public String message() {
    return "The event log has SHA-1 digests only, so it can't explain the quoted PCR values.";
  }

  @Override
  public String remedy() {
    return "Set the firmware to TPM 2.0 with the SHA-256 bank and the crypto-agile event log (often"
        + " called \"TCG 2\" log format), then reboot. Boards that can't do it can't be"
        + " attested.";
  }
}

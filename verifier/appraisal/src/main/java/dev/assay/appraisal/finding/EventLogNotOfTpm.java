package dev.assay.appraisal.finding;

/// The log is that of a confidential computing guest (CCEL): it tells of that technology's
/// measurement registers, and explains no PCR of a TPM.
public record EventLogNotOfTpm() implements LogFinding {
  @Override
  public String code() {
    return "EVENT_LOG_NOT_OF_TPM";
  }

  @Override
  public Severity severity() {
    return Severity.VIOLATION;
  }

  @Override
  public String message() {
    return "The event log is of a confidential computing guest; it explains no PCR of a TPM.";
  }

  @Override
  public String remedy() {
    return "Point the agent to the TPM's own log (binary_bios_measurements). A guest that has none"
        + " can't be attested by its TPM.";
  }
}

package dev.assay.appraisal.finding;

import java.util.SortedMap;

/// The TPM was reset while its host ran on: whoever can do so can fill the PCRs anew with whatever
/// a healthy boot measures.
///
/// @param before how often it had been reset, at the last quote
/// @param now at this one
public record ResetWithoutReboot(long before, long now) implements SessionFinding {
  @Override
  public String code() {
    return "RESET_WITHOUT_REBOOT";
  }

  @Override
  public Severity severity() {
    return Severity.VIOLATION;
  }

  @Override
  public String message() {
    return "The TPM was reset (count " + before + " → " + now + ") but the host did not reboot.";
  }

  @Override
  public String remedy() {
    return "Keep the machine away from work and look at the board: a reset of the TPM alone takes"
        + " access to its reset line or its bus. PCR values of such a TPM prove nothing.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data()
        .put("actual", Long.toString(now))
        .put("expected", Long.toString(before))
        .done();
  }
}

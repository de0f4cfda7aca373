package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.OptionalInt;
import java.util.SortedMap;

/// A quoted bank is logged, but not for every event, so that the log can't explain it. Windows
/// stops logging SHA-1 where it starts and closes ("caps") the bank with an extend of zeros.
///
/// @param bank the quoted bank
/// @param firstWithout the first event that has no digest of this bank
/// @param capped whether every quoted PCR 0 to 7 of the bank holds what was logged, or that with
///   the cap
public record BankIncomplete(HashAlgorithm bank, int firstWithout, boolean capped)
    implements LogFinding {
  @Override
  public String code() {
    return "BANK_INCOMPLETE";
  }

  /// SHA-1 proves nothing anyway, and the strong banks beside it are judged in full.
  @Override
  public Severity severity() {
    return bank.strong() ? Severity.VIOLATION : Severity.WARNING;
  }

  @Override
  public String message() {
    return "The log has no digests for bank "
        + bank.label()
        + " from event "
        + firstWithout
        + " on"
        + (capped ? "; the system closed the bank there." : ".");
  }

  @Override
  public String remedy() {
    return bank.strong()
        ? "Switch the bank off in the TPM, or update the firmware until it logs it; reboot and"
            + " attest again."
        : "Switch the SHA-1 bank off in the firmware setup: Windows does not fill it, and nothing"
            + " needs it.";
  }

  @Override
  public OptionalInt event() {
    return OptionalInt.of(firstWithout);
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("bank", bank.label()).put("capped", Boolean.toString(capped)).done();
  }
}

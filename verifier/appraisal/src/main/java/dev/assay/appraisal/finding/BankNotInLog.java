package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.List;
import java.util.SortedMap;

/// A bank is active in the TPM and quoted, but the firmware did not log into it. Such a bank may
/// have been left empty at boot, free for anybody to fill later.
///
/// @param bank the quoted bank
/// @param logged the banks that the log has
public record BankNotInLog(HashAlgorithm bank, List<HashAlgorithm> logged) implements LogFinding {
  public BankNotInLog {
    logged = List.copyOf(logged);
  }

  @Override
  public String code() {
    return "BANK_NOT_IN_LOG";
  }

  @Override
  public Severity severity() {
    return Severity.VIOLATION;
  }

  @Override
  public String message() {
    return "The quoted bank "
        + bank.label()
        + " is not in the event log, which has "
        + Digests.labels(logged)
        + ".";
  }

  @Override
  public String remedy() {
    return "Switch the bank off in the TPM, or on in the firmware setup, so that both agree; reboot"
        + " and attest again.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("bank", bank.label()).put("logged", Digests.labels(logged)).done();
  }
}

package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.SortedMap;

/// A bank is quoted and logged, and no PCR of the firmware has a separator in it: the firmware left
/// the bank alone, and anybody could have filled it since (as in CVE-2021-42299).
///
/// @param bank the empty one
public record BankEmpty(HashAlgorithm bank) implements LogFinding {
  @Override
  public String code() {
    return "BANK_EMPTY";
  }

  @Override
  public Severity severity() {
    return Severity.VIOLATION;
  }

  @Override
  public String message() {
    return "Firmware measured nothing into the quoted bank " + bank.label() + ".";
  }

  @Override
  public String remedy() {
    return "Switch the bank off in the TPM (tpm2_pcrallocate), or update the firmware until it"
        + " fills it; reboot and attest again.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("bank", bank.label()).done();
  }
}

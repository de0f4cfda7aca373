package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.PcrSelection;
import java.util.SortedMap;

/// No quoted bank has a hash that resists collisions: SHA-1 alone proves nothing.
///
/// @param selection what the quote covers
public record NoStrongBank(PcrSelection selection) implements QuoteFinding {
  @Override
  public String code() {
    return "NO_STRONG_BANK";
  }

  @Override
  public String message() {
    return "The quote covers only "
        + (selection.banks().isEmpty() ? "no bank" : selection)
        + ": no bank with SHA-256 or better.";
  }

  @Override
  public String remedy() {
    return "Switch the TPM's SHA-256 bank on in the firmware setup (or with tpm2_pcrallocate),"
        + " reboot, and attest again.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("actual", selection.toString()).done();
  }
}

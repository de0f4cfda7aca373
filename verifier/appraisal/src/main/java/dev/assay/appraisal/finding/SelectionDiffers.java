package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.PcrSelection;
import java.util.SortedMap;

/// The quote covers other banks or PCRs than were asked for. What is left out can't be judged, so a
/// machine doesn't choose.
///
/// @param requested what the verifier asked for
/// @param signed what the TPM signed
public record SelectionDiffers(PcrSelection requested, PcrSelection signed)
    implements QuoteFinding {
  @Override
  public String code() {
    return "SELECTION_DIFFERS";
  }

  @Override
  public String message() {
    return "The quote covers " + signed + ", but " + requested + " was asked for.";
  }

  @Override
  public String remedy() {
    return "If the TPM's PCR banks were changed on purpose, restart the agent so that it reports"
        + " them; otherwise look for an agent that hides PCRs.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("actual", signed.toString()).put("expected", requested.toString()).done();
  }
}

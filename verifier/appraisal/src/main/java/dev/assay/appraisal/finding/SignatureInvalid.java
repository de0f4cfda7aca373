package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.TpmName;
import java.util.SortedMap;

/// The signature over the attest bytes is not by the machine's enrolled attestation key.
///
/// @param key the Name of the enrolled key
public record SignatureInvalid(TpmName key) implements QuoteFinding {
  @Override
  public String code() {
    return "SIGNATURE_INVALID";
  }

  @Override
  public String message() {
    return "The quote's signature was not made by this machine's enrolled attestation key over"
        + " these bytes.";
  }

  @Override
  public String remedy() {
    return "Somebody sent evidence in this machine's name without its TPM, or the evidence was"
        + " altered on the way. If the agent's state was lost or the board replaced, enroll"
        + " the machine again.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("key", key.value().toHex()).done();
  }
}

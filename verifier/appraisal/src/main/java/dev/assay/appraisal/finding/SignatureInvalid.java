package dev.assay.appraisal.finding;

import java.util.SortedMap;

/// The signature over the attest bytes is not by the machine's attestation key.
///
/// @param key the key's Name; of a bare key, the SHA-256 of its SubjectPublicKeyInfo
public record SignatureInvalid(String key) implements QuoteFinding {
  @Override
  public String code() {
    return "SIGNATURE_INVALID";
  }

  @Override
  public String message() {
    return "The quote's signature was not made by the machine's attestation key over these bytes.";
  }

  @Override
  public String remedy() {
    return "Somebody sent evidence in this machine's name without its TPM, or the evidence was"
        + " altered on the way. If the agent's state was lost or the board replaced, enroll"
        + " the machine again.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("key", key).done();
  }
}

package dev.assay.appraisal.finding;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import java.util.SortedMap;

/// The PCR values that were sent don't give the digest that the TPM signed.
///
/// @param quoted the signed digest
/// @param computed the digest of the values that were sent
public record PcrDigestMismatch(Bytes quoted, Digest computed) implements QuoteFinding {
  @Override
  public String code() {
    return "PCR_DIGEST_MISMATCH";
  }

  @Override
  public String message() {
    return "The PCR values that were sent are not the ones that the TPM signed.";
  }

  @Override
  public String remedy() {
    return "Ask the machine to attest again: a PCR may have been extended between quoting and"
        + " reading. If it persists, the values were altered on the machine or on the way.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("actual", computed.toString()).put("expected", quoted.toHex()).done();
  }
}

package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import java.util.List;

/// A signed statement of PCRs, and the values that it covers.
///
/// @param attest TPMS_ATTEST as the TPM made it, byte for byte
/// @param signature TPMT_SIGNATURE as the TPM made it
/// @param values hash to the quote's own digest
public record Quote(ByteString attest, ByteString signature, List<PcrBankDigests> values) {

  public Quote {
    values = List.copyOf(values);
  }
}

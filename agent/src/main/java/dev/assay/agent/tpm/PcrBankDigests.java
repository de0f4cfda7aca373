package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;

/// The values of some PCRs of one bank.
///
/// @param algorithm TPM_ALG_ID of the bank's hash
/// @param mask bit i stands for PCR i
/// @param values in ascending order of index, each of the hash's size, one after the other
public record PcrBankDigests(int algorithm, int mask, ByteString values) {

  public PcrBankDigests {
    int count = Integer.bitCount(mask);
    if (count == 0 ? !values.isEmpty() : values.size() % count != 0) {
      throw new IllegalArgumentException(values.size() + " bytes are no " + count + " digests");
    }
  }
}

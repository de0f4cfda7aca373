package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import dev.assay.agent.tpm.TpmException.Code;
import java.util.List;

/// The part of TPMS_ATTEST that tells which PCRs were quoted and what they hash to (TPM 2.0 Part 2,
/// sections 10.12.4 and 10.12.12).
record QuotedPcrs(List<PcrBank> selection, ByteString digest) {

  private static final int TPM_GENERATED_VALUE = 0xFF54_4347;
  private static final int TPM_ST_ATTEST_QUOTE = 0x8018;

  static QuotedPcrs parse(ByteString attest) throws TpmException {
    WireReader in = new WireReader(attest, "TPMS_ATTEST");
    if (in.u32() != TPM_GENERATED_VALUE || in.u16() != TPM_ST_ATTEST_QUOTE) {
      throw new TpmException(Code.MALFORMED, "the TPM returned something that is no quote");
    }
    in.sized(); // qualifiedSigner
    in.sized(); // extraData
    in.take(8 + 4 + 4 + 1); // clockInfo
    in.take(8); // firmwareVersion
    List<PcrBank> selection = PcrBank.readAll(in);
    ByteString digest = in.sized();
    in.expectEnd();
    return new QuotedPcrs(selection, digest);
  }

  /// @throws TpmException UNSUPPORTED where the TPM quoted another selection than `wanted`
  ByteString digestOf(List<PcrBank> wanted) throws TpmException {
    if (!selection.equals(wanted)) {
      throw new TpmException(
          Code.UNSUPPORTED, "the TPM quoted " + selection + " where " + wanted + " was wanted");
    }
    return digest;
  }
}

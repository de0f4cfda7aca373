package dev.assay.appraisal.tpm;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;

/// What a quote states: TPMS_ATTEST of type QUOTE (TPM 2.0 Part 2, section 10.12). Only the form is
/// checked; that a TPM said so is for the signature over [#raw] to prove.
///
/// @param raw the bytes that were signed
/// @param qualifiedSigner qualified name of the signing key, 66 bytes at most
/// @param extraData what the caller of the quote chose, 66 bytes at most
/// @param clockInfo the TPM's clock and counters
/// @param firmwareVersion the TPM's own firmware version, 64 bits
/// @param selection the PCRs that were quoted
/// @param pcrDigest the hash of their values, by the signature scheme's hash
public record QuoteStatement(
    Bytes raw,
    Bytes qualifiedSigner,
    Bytes extraData,
    ClockInfo clockInfo,
    long firmwareVersion,
    PcrSelection selection,
    Bytes pcrDigest) {
  /// The longest statement accepted, in bytes.
  public static final int MAX_BYTES = 2048;

  // TPM_GENERATED_VALUE, "\xffTCG": a restricted key signs it only at the head of what the TPM
  // made.
  private static final long TPM_GENERATED = 0xFF544347L;
  private static final int ATTEST_QUOTE = 0x8018;
  // The largest TPMU_HA with its algorithm: sizeof(TPMT_HA).
  private static final int MAX_DATA = 2 + HashAlgorithm.MAX_SIZE;

  /// Reads a whole TPMS_ATTEST.
  ///
  /// @throws MalformedInput where the magic value is missing, the type is not QUOTE, a field is
  ///   over its bound, or bytes follow
  public static QuoteStatement parse(Bytes attest) throws MalformedInput {
    ByteReader reader = ByteReader.bigEndian(attest);
    if (attest.length() > MAX_BYTES) {
      throw reader.malformed(attest.length() + " bytes, " + MAX_BYTES + " at most");
    }
    expectHeader(reader);
    QuoteStatement statement =
        new QuoteStatement(
            attest,
            reader.sized(MAX_DATA, "qualified signer"),
            reader.sized(MAX_DATA, "extra data"),
            ClockInfo.read(reader),
            reader.u64(),
            PcrSelection.read(reader),
            reader.sized(HashAlgorithm.MAX_SIZE, "PCR digest"));
    reader.expectEnd("the quote");
    return statement;
  }

  private static void expectHeader(ByteReader reader) throws MalformedInput {
    long magic = reader.u32();
    if (magic != TPM_GENERATED) {
      throw new MalformedInput("begins with %#010x, no TPM made it".formatted(magic), 0);
    }
    long start = reader.position();
    int type = reader.u16();
    if (type != ATTEST_QUOTE) {
      throw new MalformedInput("attestation of type %#06x, not a quote".formatted(type), start);
    }
  }
}

package dev.assay.appraisal.tpm;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.MalformedInput;

/// The TPM_ALG_ID values that the structures here use (TCG Algorithm Registry), and how to read a
/// hash among them.
final class AlgorithmId {
  static final int RSA = 0x0001;
  static final int AES = 0x0006;
  static final int NULL = 0x0010;
  static final int RSASSA = 0x0014;
  static final int RSAES = 0x0015;
  static final int RSAPSS = 0x0016;
  static final int OAEP = 0x0017;
  static final int ECDSA = 0x0018;
  static final int ECDH = 0x0019;
  static final int ECC = 0x0023;
  static final int CFB = 0x0043;

  private AlgorithmId() {}

  /// The hash algorithm next in `reader`.
  ///
  /// @param what whose hash it is, for the reason
  static HashAlgorithm readHash(ByteReader reader, String what) throws MalformedInput {
    long start = reader.position();
    int id = reader.u16();
    return HashAlgorithm.ofId(id)
        .orElseThrow(
            () -> new MalformedInput("unknown hash %#06x of the %s".formatted(id, what), start));
  }
}

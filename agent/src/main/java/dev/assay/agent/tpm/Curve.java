package dev.assay.agent.tpm;

import dev.assay.agent.tpm.TpmException.Code;

/// The elliptic curves of endorsement and attestation keys (TPM_ECC_CURVE).
enum Curve {
  P256(0x0003, 32, "P-256", "secp256r1"),
  P384(0x0004, 48, "P-384", "secp384r1"),
  P521(0x0005, 66, "P-521", "secp521r1");

  private final int id;
  private final int size;
  private final String label;
  private final String standardName;

  Curve(int id, int size, String label, String standardName) {
    this.id = id;
    this.size = size;
    this.label = label;
    this.standardName = standardName;
  }

  static Curve ofId(int id) throws TpmException {
    for (Curve curve : values()) {
      if (curve.id == id) {
        return curve;
      }
    }
    throw new TpmException(
        Code.UNSUPPORTED, "a key is on curve 0x%04X, which is not supported".formatted(id));
  }

  /// Bytes of a coordinate.
  int size() {
    return size;
  }

  String label() {
    return label;
  }

  /// The curve's name in the Java Cryptography Architecture.
  String standardName() {
    return standardName;
  }
}

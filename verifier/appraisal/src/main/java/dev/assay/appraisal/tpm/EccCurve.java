package dev.assay.appraisal.tpm;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.MalformedInput;

/// The curves of NIST (TCG Algorithm Registry, TPM_ECC_CURVE).
public enum EccCurve {
  P256(0x0003, 256, "P-256", "secp256r1"),
  P384(0x0004, 384, "P-384", "secp384r1"),
  P521(0x0005, 521, "P-521", "secp521r1");

  /// How many bytes a coordinate of the largest curve has.
  static final int MAX_BYTES = 66;

  private final int id;
  private final int bits;
  private final String label;
  private final String jcaName;

  EccCurve(int id, int bits, String label, String jcaName) {
    this.id = id;
    this.bits = bits;
    this.label = label;
    this.jcaName = jcaName;
  }

  static EccCurve read(ByteReader reader) throws MalformedInput {
    long start = reader.position();
    int id = reader.u16();
    for (EccCurve curve : values()) {
      if (curve.id == id) {
        return curve;
      }
    }
    throw new MalformedInput("unknown elliptic curve %#06x".formatted(id), start);
  }

  /// The size of the field in bits.
  public int bits() {
    return bits;
  }

  /// How many bytes a coordinate has.
  public int bytes() {
    return (bits + 7) / 8;
  }

  /// The name for people, as in "P-256".
  public String label() {
    return label;
  }

  /// The name in the Java cryptography interfaces, as in "secp256r1".
  public String jcaName() {
    return jcaName;
  }
}

package dev.assay.appraisal.tpm;

import dev.assay.appraisal.codec.Bytes;
import java.math.BigInteger;

/// The part of a public area that depends on the kind of key.
public sealed interface KeyParameters {
  /// What signatures or decryption the key is bound to.
  KeyScheme scheme();

  /// How it protects keys below it.
  SymmetricDefinition symmetric();

  /// The kind of key for people: "RSA 2048" or "ECC P-256".
  default String describe() {
    return switch (this) {
      case Rsa rsa -> "RSA " + rsa.bits();
      case Ecc ecc -> "ECC " + ecc.curve().label();
    };
  }

  /// An RSA key (TPMS_RSA_PARMS with TPM2B_PUBLIC_KEY_RSA).
  ///
  /// @param bits size of the modulus, 2048 to 4096
  /// @param exponent the public exponent; a TPM's 0 is written out as 65537
  record Rsa(
      int bits, long exponent, KeyScheme scheme, SymmetricDefinition symmetric, BigInteger modulus)
      implements KeyParameters {}

  /// A key on an elliptic curve (TPMS_ECC_PARMS with TPMS_ECC_POINT). The point lies on the curve.
  ///
  /// @param x first coordinate, as many bytes as the curve's field
  /// @param y second coordinate, as many bytes as the curve's field
  record Ecc(EccCurve curve, KeyScheme scheme, SymmetricDefinition symmetric, Bytes x, Bytes y)
      implements KeyParameters {}
}

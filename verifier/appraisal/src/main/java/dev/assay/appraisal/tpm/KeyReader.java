package dev.assay.appraisal.tpm;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;

/// Reads the key within a public area and makes a key of the JDK from it.
final class KeyReader {
  private static final long DEFAULT_EXPONENT = 65537;
  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_RSA_BITS = 8 * TpmPublic.MAX_RSA_BYTES;

  private KeyReader() {}

  // TPMS_RSA_PARMS and TPM2B_PUBLIC_KEY_RSA, TPM 2.0 Part 2, sections 12.2.3.5 and 11.2.4.5.
  static KeyParameters.Rsa rsa(ByteReader reader) throws MalformedInput {
    SymmetricDefinition symmetric = SymmetricDefinition.read(reader);
    KeyScheme scheme = KeyScheme.readRsa(reader);
    long start = reader.position();
    int bits = reader.u16();
    requireBits(bits, start);
    long exponentStart = reader.position();
    long exponent = reader.u32();
    // Zero stands for 2^16 + 1.
    exponent = exponent == 0 ? DEFAULT_EXPONENT : exponent;
    requireExponent(exponent, exponentStart);
    long modulusStart = reader.position();
    BigInteger modulus = unsigned(reader.sized(TpmPublic.MAX_RSA_BYTES, "RSA modulus"));
    requireModulus(modulus, bits, modulusStart);
    return new KeyParameters.Rsa(bits, exponent, scheme, symmetric, modulus);
  }

  /// A key that comes by itself, bound to no scheme; held to the same bounds.
  static KeyParameters.Rsa rsa(BigInteger modulus, long exponent) throws MalformedInput {
    int bits = modulus.bitLength();
    requireBits(bits, 0);
    requireExponent(exponent, 0);
    requireModulus(modulus, bits, 0);
    return new KeyParameters.Rsa(
        bits, exponent, KeyScheme.UNBOUND, new SymmetricDefinition.None(), modulus);
  }

  private static void requireBits(int bits, long offset) throws MalformedInput {
    if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS || bits % 8 != 0) {
      throw new MalformedInput("RSA key of " + bits + " bits, 2048 to 4096 are accepted", offset);
    }
  }

  // Smaller ones are against FIPS 186-5, section 5.1.
  private static void requireExponent(long exponent, long offset) throws MalformedInput {
    if (exponent < DEFAULT_EXPONENT || exponent % 2 == 0) {
      throw new MalformedInput("RSA exponent " + exponent + " is not accepted", offset);
    }
  }

  private static void requireModulus(BigInteger modulus, int bits, long offset)
      throws MalformedInput {
    if (modulus.bitLength() != bits || !modulus.testBit(0)) {
      throw new MalformedInput("RSA modulus is even or not of " + bits + " bits", offset);
    }
  }

  // TPMS_ECC_PARMS and TPMS_ECC_POINT, TPM 2.0 Part 2, sections 12.2.3.6 and 11.2.5.2.
  static KeyParameters.Ecc ecc(ByteReader reader) throws MalformedInput {
    SymmetricDefinition symmetric = SymmetricDefinition.read(reader);
    KeyScheme scheme = KeyScheme.readEcc(reader);
    EccCurve curve = EccCurve.read(reader);
    long start = reader.position();
    int kdf = reader.u16();
    if (kdf != AlgorithmId.NULL) {
      throw new MalformedInput("key derivation scheme %#06x, not none".formatted(kdf), start);
    }
    Bytes x = coordinate(reader, curve);
    Bytes y = coordinate(reader, curve);
    return new KeyParameters.Ecc(curve, scheme, symmetric, x, y);
  }

  // Some TPMs drop leading zeros; the coordinate is given back in full.
  private static Bytes coordinate(ByteReader reader, EccCurve curve) throws MalformedInput {
    Bytes value = reader.sized(curve.bytes(), "coordinate of the point");
    return Bytes.concat(Bytes.wrap(new byte[curve.bytes() - value.length()]), value);
  }

  /// The JDK's key of these parameters.
  ///
  /// @param offset where the parameters began, for the reason
  static PublicKey decode(KeyParameters parameters, long offset) throws MalformedInput {
    try {
      return switch (parameters) {
        case KeyParameters.Rsa rsa ->
            KeyFactory.getInstance("RSA")
                .generatePublic(
                    new RSAPublicKeySpec(rsa.modulus(), BigInteger.valueOf(rsa.exponent())));
        case KeyParameters.Ecc ecc -> decodeEcc(ecc, offset);
      };
    } catch (GeneralSecurityException e) {
      throw new MalformedInput("no usable public key: " + e.getMessage(), offset);
    }
  }

  private static PublicKey decodeEcc(KeyParameters.Ecc ecc, long offset)
      throws GeneralSecurityException, MalformedInput {
    AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
    named.init(new ECGenParameterSpec(ecc.curve().jcaName()));
    ECParameterSpec domain = named.getParameterSpec(ECParameterSpec.class);
    BigInteger x = unsigned(ecc.x());
    BigInteger y = unsigned(ecc.y());
    if (!onCurve(domain, x, y)) {
      throw new MalformedInput("the point is not on curve " + ecc.curve().label(), offset);
    }
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), domain));
  }

  // FIPS 186-5 and SP 800-186, appendix D.1.1: coordinates within the field and on the curve. The
  // curves have cofactor 1, so every such point is in the right group; (0, 0) is not on them.
  private static boolean onCurve(ECParameterSpec domain, BigInteger x, BigInteger y) {
    BigInteger prime = ((ECFieldFp) domain.getCurve().getField()).getP();
    if (x.compareTo(prime) >= 0 || y.compareTo(prime) >= 0) {
      return false;
    }
    BigInteger right =
        x.multiply(x)
            .add(domain.getCurve().getA())
            .multiply(x)
            .add(domain.getCurve().getB())
            .mod(prime);
    return y.multiply(y).mod(prime).equals(right);
  }

  private static BigInteger unsigned(Bytes bytes) {
    return new BigInteger(1, bytes.toArray());
  }
}

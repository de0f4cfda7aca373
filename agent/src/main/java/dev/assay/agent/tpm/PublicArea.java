package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import dev.assay.agent.tpm.TpmException.Code;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;

/// The public area of a key: its bytes as the TPM made them (TPMT_PUBLIC, TPM 2.0 Part 2, section
/// 12.2.4), and what loading it, naming it and salting a session to it needs.
///
/// @param attributes TPMA_OBJECT
/// @param policy the authorization policy's digest; empty where it has none
/// @param key what kind of key it is
/// @param uniqueAt where the last field, `unique`, begins in `raw`
record PublicArea(
    ByteString raw,
    HashAlgorithm nameAlgorithm,
    int attributes,
    ByteString policy,
    Key key,
    int uniqueAt) {

  static final int USER_WITH_AUTH = 1 << 6;

  private static final int TPM_ALG_RSA = 0x0001;
  private static final int TPM_ALG_NULL = 0x0010;
  private static final int TPM_ALG_RSAES = 0x0015;
  private static final int TPM_ALG_ECDAA = 0x001A;
  private static final int TPM_ALG_ECC = 0x0023;

  /// The numbers of a public key.
  sealed interface Key {}

  /// @param exponent the public exponent; a zero on the wire means 65537
  record Rsa(int bits, long exponent, ByteString modulus) implements Key {}

  record Ecc(Curve curve, ByteString x, ByteString y) implements Key {}

  static PublicArea parse(ByteString raw, String what) throws TpmException {
    WireReader in = new WireReader(raw, what);
    int type = in.u16();
    HashAlgorithm nameAlgorithm = HashAlgorithm.ofId(in.u16());
    int attributes = in.u32();
    ByteString policy = in.sized();
    PublicArea area =
        switch (type) {
          case TPM_ALG_RSA -> {
            skipSymmetric(in);
            skipScheme(in);
            int bits = in.u16();
            int exponent = in.u32();
            int uniqueAt = raw.size() - in.remaining();
            Key key =
                new Rsa(
                    bits, exponent == 0 ? 65_537 : Integer.toUnsignedLong(exponent), in.sized());
            yield new PublicArea(raw, nameAlgorithm, attributes, policy, key, uniqueAt);
          }
          case TPM_ALG_ECC -> {
            skipSymmetric(in);
            skipScheme(in);
            Curve curve = Curve.ofId(in.u16());
            skipScheme(in); // the KDF: an algorithm and its hash
            int uniqueAt = raw.size() - in.remaining();
            Key key = new Ecc(curve, in.sized(), in.sized());
            yield new PublicArea(raw, nameAlgorithm, attributes, policy, key, uniqueAt);
          }
          default ->
              throw new TpmException(
                  Code.UNSUPPORTED,
                  "%s is a key of type 0x%04X, not RSA or ECC".formatted(what, type));
        };
    in.expectEnd();
    return area;
  }

  private static void skipSymmetric(WireReader in) throws TpmException {
    if (in.u16() != TPM_ALG_NULL) {
      in.take(4); // key size and mode
    }
  }

  private static void skipScheme(WireReader in) throws TpmException {
    switch (in.u16()) {
      case TPM_ALG_NULL, TPM_ALG_RSAES -> {}
      case TPM_ALG_ECDAA -> in.take(4);
      default -> in.take(2);
    }
  }

  /// The Name: the hash algorithm and the hash of the public area (Part 1, section 16).
  ByteString name() {
    return new WireWriter().u16(nameAlgorithm.id()).bytes(nameAlgorithm.hash(raw)).toBytes();
  }

  boolean userWithAuth() {
    return (attributes & USER_WITH_AUTH) != 0;
  }

  /// The key for the Java Cryptography Architecture.
  ///
  /// @throws GeneralSecurityException where the numbers are no such key
  PublicKey publicKey() throws GeneralSecurityException {
    return switch (key) {
      case Rsa rsa ->
          KeyFactory.getInstance("RSA")
              .generatePublic(
                  new RSAPublicKeySpec(number(rsa.modulus()), BigInteger.valueOf(rsa.exponent())));
      case Ecc ecc -> {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(ecc.curve().standardName()));
        yield KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(
                    new ECPoint(number(ecc.x()), number(ecc.y())),
                    parameters.getParameterSpec(ECParameterSpec.class)));
      }
    };
  }

  private static BigInteger number(ByteString bigEndian) {
    return new BigInteger(1, bigEndian.toByteArray());
  }

  /// The same area as a template, with other bytes in `unique`.
  ByteString withUnique(ByteString unique) {
    return raw.substring(0, uniqueAt).concat(unique);
  }

  /// Such as "RSA 2048" or "ECC P-256".
  String describe() {
    return switch (key) {
      case Rsa rsa -> "RSA " + rsa.bits();
      case Ecc ecc -> "ECC " + ecc.curve().label();
    };
  }
}

package dev.assay.appraisal.tpm;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTNamedCurves;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/// A public key by itself, without a TPM's public area: SubjectPublicKeyInfo (RFC 5280, section
/// 4.1.2.7). It says nothing about who holds the private half.
///
/// @param parameters the key, bound to no scheme
/// @param key for the JDK's cryptography
public record SubjectPublicKey(KeyParameters parameters, PublicKey key) {
  /// The longest form accepted, in bytes.
  public static final int MAX_BYTES = 1024;

  // SEC 1, section 2.3.3: a point whose two coordinates follow.
  private static final int UNCOMPRESSED = 4;

  /// Reads a SubjectPublicKeyInfo in DER.
  ///
  /// @throws MalformedInput where it is no RSA key of 2048 to 4096 bits and no ECC key on P-256,
  ///   P-384 or P-521, the point is compressed or not on its curve, or bytes follow
  public static SubjectPublicKey parse(Bytes der) throws MalformedInput {
    if (der.length() > MAX_BYTES) {
      throw new MalformedInput(der.length() + " bytes, " + MAX_BYTES + " at most", 0);
    }
    try {
      SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(der.toArray());
      if (!Bytes.wrap(info.getEncoded("DER")).equals(der)) {
        throw new MalformedInput("not in DER, or bytes follow it", 0);
      }
      KeyParameters parameters = parameters(info);
      return new SubjectPublicKey(parameters, KeyReader.decode(parameters, 0));
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new MalformedInput("no SubjectPublicKeyInfo: " + e.getMessage(), 0);
    }
  }

  private static KeyParameters parameters(SubjectPublicKeyInfo info)
      throws IOException, MalformedInput {
    ASN1ObjectIdentifier algorithm = info.getAlgorithm().getAlgorithm();
    if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return rsa(RSAPublicKey.getInstance(info.parsePublicKey()));
    }
    if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)
        && info.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier curve) {
      return ecc(curve, Bytes.wrap(info.getPublicKeyData().getOctets()));
    }
    throw new MalformedInput("a key of algorithm " + algorithm.getId() + ", not RSA or ECC", 0);
  }

  private static KeyParameters rsa(RSAPublicKey key) throws MalformedInput {
    BigInteger exponent = key.getPublicExponent();
    if (exponent.bitLength() > Integer.SIZE) {
      throw new MalformedInput("RSA exponent of " + exponent.bitLength() + " bits", 0);
    }
    return KeyReader.rsa(key.getModulus(), exponent.longValue());
  }

  private static KeyParameters ecc(ASN1ObjectIdentifier oid, Bytes point) throws MalformedInput {
    EccCurve curve = curve(oid);
    int size = curve.bytes();
    if (point.length() != 1 + 2 * size || point.get(0) != UNCOMPRESSED) {
      throw new MalformedInput("no uncompressed point of " + curve.label(), 0);
    }
    return new KeyParameters.Ecc(
        curve,
        KeyScheme.UNBOUND,
        new SymmetricDefinition.None(),
        point.slice(1, 1 + size),
        point.slice(1 + size, point.length()));
  }

  private static EccCurve curve(ASN1ObjectIdentifier oid) throws MalformedInput {
    for (EccCurve curve : EccCurve.values()) {
      if (oid.equals(NISTNamedCurves.getOID(curve.label()))) {
        return curve;
      }
    }
    throw new MalformedInput("unknown elliptic curve " + oid.getId(), 0);
  }

  /// SHA-256 of the SubjectPublicKeyInfo, as [TpmPublic#keySha256()] has it.
  public Digest sha256() {
    return HashAlgorithm.SHA256.hash(Bytes.wrap(key.getEncoded()));
  }
}

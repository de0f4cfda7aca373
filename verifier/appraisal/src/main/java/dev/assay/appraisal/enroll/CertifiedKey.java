package dev.assay.appraisal.enroll;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.KeyParameters;
import dev.assay.appraisal.tpm.TpmPublic;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/// The key within a certificate, held against a public area. Read from the SubjectPublicKeyInfo
/// itself, as the JDK makes no key of RSA bound to OAEP (RFC 4055, section 4.1), which some vendors
/// write.
final class CertifiedKey {
  private CertifiedKey() {}

  static boolean isOf(X509Certificate certificate, TpmPublic key) {
    try {
      SubjectPublicKeyInfo certified =
          Certificate.getInstance(certificate.getEncoded()).getSubjectPublicKeyInfo();
      return switch (key.parameters()) {
        case KeyParameters.Rsa rsa -> isRsa(certified, rsa);
        case KeyParameters.Ecc ecc -> isEcc(certified, ecc);
      };
    } catch (CertificateEncodingException | IOException | RuntimeException _) {
      return false; // a key that can't be read is not the EK
    }
  }

  private static boolean isRsa(SubjectPublicKeyInfo certified, KeyParameters.Rsa key)
      throws IOException {
    ASN1ObjectIdentifier algorithm = certified.getAlgorithm().getAlgorithm();
    if (!algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)
        && !algorithm.equals(PKCSObjectIdentifiers.id_RSAES_OAEP)) {
      return false;
    }
    RSAPublicKey rsa = RSAPublicKey.getInstance(certified.parsePublicKey());
    return rsa.getModulus().equals(key.modulus())
        && rsa.getPublicExponent().equals(BigInteger.valueOf(key.exponent()));
  }

  // Whether the curve is named or spelled out, all of it must be the key's: a generator of the
  // sender's choice would let anybody own any point (CVE-2020-0601).
  private static boolean isEcc(SubjectPublicKeyInfo certified, KeyParameters.Ecc key)
      throws IOException {
    if (!(PublicKeyFactory.createKey(certified) instanceof ECPublicKeyParameters ec)) {
      return false;
    }
    X9ECParameters curve = CustomNamedCurves.getByName(key.curve().jcaName());
    var point = ec.getQ().normalize();
    return ec.getParameters().getN().equals(curve.getN())
        && Bytes.wrap(ec.getParameters().getG().getEncoded(false))
            .equals(Bytes.wrap(curve.getG().getEncoded(false)))
        && Bytes.wrap(point.getAffineXCoord().getEncoded()).equals(key.x())
        && Bytes.wrap(point.getAffineYCoord().getEncoded()).equals(key.y());
  }
}

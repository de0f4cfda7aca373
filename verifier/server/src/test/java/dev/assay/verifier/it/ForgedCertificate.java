package dev.assay.verifier.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// An EK certificate that is right in every field, and issued by somebody whom nobody knows.
final class ForgedCertificate {

  private static final ASN1ObjectIdentifier EK_CERTIFICATE =
      new ASN1ObjectIdentifier("2.23.133.8.1");

  private ForgedCertificate() {}

  /// @param like the real certificate of the same key
  static byte[] like(byte[] like) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      var issuer = generator.generateKeyPair();
      var key =
          SubjectPublicKeyInfo.getInstance(
              new X509CertificateHolder(trimmed(like)).getSubjectPublicKeyInfo());
      var now = Instant.now();
      var builder =
          new X509v3CertificateBuilder(
              new X500Name("CN=swtpm-localca"),
              BigInteger.TWO,
              Date.from(now.minus(Duration.ofDays(1))),
              Date.from(now.plus(Duration.ofDays(365))),
              new X500Name("CN=unknown"),
              key);
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(KeyPurposeId.getInstance(EK_CERTIFICATE)));
      builder.addExtension(Extension.subjectAlternativeName, true, tpm());
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate());
      return builder.build(signer).getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// NV memory may pad a certificate at its end.
  private static byte[] trimmed(byte[] der) throws IOException {
    try (var in = new ASN1InputStream(der)) {
      return in.readObject().getEncoded();
    }
  }

  private static GeneralNames tpm() {
    var attributes = new ASN1EncodableVector();
    attributes.add(attribute("2.23.133.2.1", "id:00001014"));
    attributes.add(attribute("2.23.133.2.2", "swtpm"));
    attributes.add(attribute("2.23.133.2.3", "id:20191023"));
    var name = X500Name.getInstance(new DERSequence(new DERSet(attributes)));
    return new GeneralNames(new GeneralName(name));
  }

  private static DERSequence attribute(String oid, String value) {
    var parts = new ASN1EncodableVector();
    parts.add(new ASN1ObjectIdentifier(oid));
    parts.add(new DERUTF8String(value));
    return new DERSequence(parts);
  }
}

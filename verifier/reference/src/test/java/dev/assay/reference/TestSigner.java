package dev.assay.reference;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A vendor who signs manifests: a root of its own, and a signer's certificate by it.
public final class TestSigner {
  public static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");

  private final KeyPair rootKey = ecKey();
  private final KeyPair key = ecKey();
  private final X509Certificate root;
  private final X509Certificate certificate;

  /// A signer whose certificate may sign.
  public TestSigner(String name) {
    this(name, KeyUsage.digitalSignature);
  }

  /// A signer whose certificate is for this use.
  public TestSigner(String name, int keyUsage) {
    X500Name rootName = new X500Name("CN=" + name + " root");
    root = issue(rootName, rootKey, KeyUsage.keyCertSign, true);
    certificate = issue(new X500Name("CN=" + name), key, keyUsage, false);
  }

  public PrivateKey key() {
    return key.getPrivate();
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /// The certificate of those who vouch for it.
  public X509Certificate root() {
    return root;
  }

  /// Believed: its root, and the certificate that it vouches for.
  public Signers believed() {
    return new Signers(List.of(root, certificate));
  }

  /// The private key, as a file.
  public String keyPem() {
    return pem("PRIVATE KEY", key.getPrivate().getEncoded());
  }

  private static String pem(String what, byte[] der) {
    var encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, encoder.encodeToString(der), what);
  }

  /// What [#believed] takes, as a file.
  public String pem() {
    var pem = new StringBuilder();
    for (X509Certificate each : List.of(root, certificate)) {
      try {
        pem.append(pem("CERTIFICATE", each.getEncoded()));
      } catch (CertificateEncodingException e) {
        throw new AssertionError(e);
      }
    }
    return pem.toString();
  }

  private X509Certificate issue(X500Name subject, KeyPair of, int keyUsage, boolean authority) {
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              authority ? subject : new X500Name(root.getSubjectX500Principal().getName()),
              BigInteger.valueOf(authority ? 1 : 2),
              Date.from(FROM),
              Date.from(UNTIL),
              subject,
              of.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(keyUsage));
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(rootKey.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /// A new key on P-256.
  public static KeyPair ecKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}

package dev.assay.agent.testing.verifier;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority of one test.
public final class TestAuthority {
  private static final X500Name NAME = new X500Name("CN=Assay test CA");

  private final KeyPair keys;
  private final X509Certificate certificate;

  /// A key with its certificate.
  public record Identity(PrivateKey key, X509Certificate certificate) {}

  /// A new authority with a new key.
  public TestAuthority() {
    this.keys = newKeys();
    this.certificate = issue(NAME, keys, Duration.ofDays(-1), Duration.ofDays(365), true, NAME);
  }

  /// A server's identity that is good now, for an IP address and a name.
  public Identity server(String address, String name) {
    return server(address, name, Duration.ofDays(-1), Duration.ofDays(90));
  }

  /// A server's identity with another validity, relative to now.
  public Identity server(String address, String name, Duration notBefore, Duration notAfter) {
    var serverKeys = newKeys();
    var names =
        new GeneralName[] {
          new GeneralName(GeneralName.iPAddress, address),
          new GeneralName(GeneralName.dNSName, name)
        };
    return new Identity(
        serverKeys.getPrivate(),
        issue(new X500Name("CN=verifier"), serverKeys, notBefore, notAfter, false, NAME, names));
  }

  /// Writes the authority's certificate as PEM.
  public Path writeTo(Path file) throws IOException {
    try {
      var encoded =
          Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
      return Files.writeString(
          file, "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private X509Certificate issue(
      X500Name subject,
      KeyPair subjectKeys,
      Duration notBefore,
      Duration notAfter,
      boolean authority,
      X500Name issuer,
      GeneralName... names) {
    try {
      var now = Instant.now();
      var builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              BigInteger.valueOf(System.nanoTime()),
              Date.from(now.plus(notBefore)),
              Date.from(now.plus(notAfter)),
              subject,
              subjectKeys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      if (names.length > 0) {
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      }
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.assay.verifier.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A key with a certificate of its own making, for `localhost`.
public record TestTls(KeyPair keys, X509Certificate certificate) {
  private static final char[] NO_PASSWORD = new char[0];

  public static TestTls named(String name) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      var keys = generator.generateKeyPair();
      var subject = new X500Name("CN=" + name);
      var now = Instant.now();
      var built =
          new JcaX509v3CertificateBuilder(
                  subject,
                  new BigInteger(64, new SecureRandom()),
                  Date.from(now.minus(Duration.ofHours(1))),
                  Date.from(now.plus(Duration.ofHours(1))),
                  subject,
                  keys.getPublic())
              .addExtension(
                  Extension.subjectAlternativeName,
                  false,
                  new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")))
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
      return new TestTls(keys, new JcaX509CertificateConverter().getCertificate(built));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new AssertionError(e);
    }
  }

  public Path certificateFile(Path folder) {
    try {
      return write(folder, "CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public Path keyFile(Path folder) {
    return write(folder, "PRIVATE KEY", keys.getPrivate().getEncoded());
  }

  /// The key as its file has it, for looking whether it is anywhere else.
  public String keyText() {
    return Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded());
  }

  private static Path write(Path folder, String what, byte[] bytes) {
    var pem = new ByteArrayOutputStream();
    pem.writeBytes(("-----BEGIN " + what + "-----\n").getBytes(StandardCharsets.US_ASCII));
    pem.writeBytes(Base64.getMimeEncoder(64, new byte[] {'\n'}).encode(bytes));
    pem.writeBytes(("\n-----END " + what + "-----\n").getBytes(StandardCharsets.US_ASCII));
    try {
      var file = Files.createTempFile(folder, "tls", ".pem");
      return Files.write(file, pem.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A server of this name that takes the other's certificate and no other.
  public SSLContext serverFor(TestTls client) {
    try {
      var own = KeyStore.getInstance("PKCS12");
      own.load(null, NO_PASSWORD);
      own.setKeyEntry("own", keys.getPrivate(), NO_PASSWORD, new X509Certificate[] {certificate});
      var known = KeyStore.getInstance("PKCS12");
      known.load(null, NO_PASSWORD);
      known.setCertificateEntry("client", client.certificate());
      var identity = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      identity.init(own, NO_PASSWORD);
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(known);
      var context = SSLContext.getInstance("TLS");
      context.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }
}

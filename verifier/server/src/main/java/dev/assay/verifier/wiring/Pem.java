package dev.assay.verifier.wiring;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;

/// Reads and writes PEM files.
final class Pem {
  private Pem() {}

  /// All certificates of a file, at least one.
  static List<X509Certificate> certificates(String text)
      throws IOException, GeneralSecurityException {
    var found =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))
            .stream()
            .map(X509Certificate.class::cast)
            .toList();
    if (found.isEmpty()) {
      throw new IOException("no certificate in the file");
    }
    return found;
  }

  /// A private key as PKCS#8 (RFC 5208), which every library reads; Bouncy Castle's own choice is
  /// the older form.
  static String privateKey(byte[] pkcs8) throws IOException {
    return write(new PemObject("PRIVATE KEY", pkcs8));
  }

  /// A certificate, key or other object that Bouncy Castle has a PEM form of.
  static String write(Object object) throws IOException {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }

  /// An unencrypted private key, PKCS#8 or traditional.
  static PrivateKey privateKey(String text) throws IOException {
    try (var parser = new PEMParser(new StringReader(text))) {
      var converter = new JcaPEMKeyConverter();
      return switch (parser.readObject()) {
        case PEMKeyPair pair -> converter.getKeyPair(pair).getPrivate();
        case PrivateKeyInfo info -> converter.getPrivateKey(info);
        case null, default -> throw new IOException("no unencrypted private key in the file");
      };
    }
  }
}

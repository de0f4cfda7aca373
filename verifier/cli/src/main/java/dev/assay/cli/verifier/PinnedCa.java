package dev.assay.cli.verifier;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// TLS that trusts one CA and no other: not the system's, not the Java runtime's.
final class PinnedCa {
  private PinnedCa() {}

  /// A TLS context that accepts servers whose certificate chains to one of these.
  ///
  /// @throws CommandFailed (2) where the text holds no certificate
  static SSLContext trusting(String pem) throws CommandFailed {
    try {
      var roots = KeyStore.getInstance("PKCS12");
      roots.load(null, null);
      var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8));
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(bytes)) {
        roots.setCertificateEntry("ca-" + roots.size(), certificate);
      }
      if (roots.size() == 0) {
        throw new GeneralSecurityException("no certificate");
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(roots);
      var tls = SSLContext.getInstance("TLS");
      tls.init(null, trust.getTrustManagers(), null);
      return tls;
    } catch (GeneralSecurityException | IOException e) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "The CA file holds no certificate in PEM form; give the verifier's ca.crt.",
          e);
    }
  }
}

package dev.assay.agent.verifier;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Whom the agent trusts as verifier: the CA certificates of one file and no other, or the Java
/// runtime's list where no file is named.
public final class Trust {
  private static final int LIMIT = 1 << 20;

  private final SSLContext context;

  private Trust(SSLContext context) {
    this.context = context;
  }

  /// Reads the CA file.
  ///
  /// @param ca PEM or DER certificates; empty for the runtime's own list
  /// @throws IOException where the file can't be read or holds no certificate; the message says
  ///   what to do
  public static Trust load(Optional<Path> ca) throws IOException {
    try {
      if (ca.isEmpty()) {
        return new Trust(context(null));
      }
      trustNobodyElse();
      return new Trust(context(keyStore(certificates(ca.get()))));
    } catch (GeneralSecurityException e) {
      throw new IOException("can't set up TLS: " + e.getMessage(), e);
    }
  }

  /// Makes client sockets that accept only these CAs. Host names are checked by whoever uses the
  /// socket.
  public SSLSocketFactory socketFactory() {
    return context.getSocketFactory();
  }

  /// The runtime's own list counts for nothing in this process any more, so it need not be read:
  /// gRPC's transport makes a context with it, only to see whether TLS here speaks ALPN, and
  /// reading some 150 certificates costs as much as the handshake.
  private static void trustNobodyElse() {
    System.setProperty("javax.net.ssl.trustStore", "NONE");
  }

  private static Collection<? extends Certificate> certificates(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var content = in.readNBytes(LIMIT);
      var certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content));
      if (certificates.isEmpty()) {
        throw new IOException(
            file + " holds no certificate; it must hold the verifier's CA as PEM");
      }
      return certificates;
    } catch (NoSuchFileException e) {
      throw new IOException(
          file + " does not exist; copy ca.crt from the verifier's data folder there", e);
    } catch (CertificateException e) {
      throw new IOException(file + " holds no certificates (PEM): " + e.getMessage(), e);
    }
  }

  private static KeyStore keyStore(Collection<? extends Certificate> certificates)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    var number = 0;
    for (var certificate : certificates) {
      store.setCertificateEntry("ca-" + number++, certificate);
    }
    return store;
  }

  private static SSLContext context(@Nullable KeyStore roots) throws GeneralSecurityException {
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(roots);
    var context = SSLContext.getInstance("TLSv1.3");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}

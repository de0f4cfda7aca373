package dev.assay.verifier.grpc;

import dev.assay.appraisal.ChannelBinding;
import dev.assay.appraisal.codec.Bytes;
import io.grpc.Status;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;

/// What a quote must be bound to, so that it counts on this connection and on no other.
///
/// By default the TLS exporter of the connection (RFC 5705, RFC 8446 section 7.5), on TLS 1.3 only:
/// with 1.2, resumed connections can share a value. Where a proxy ends TLS, and by explicit
/// configuration only, the digest of the proxy's certificate; that tells no two connections apart
/// and is the weaker promise.
@Singleton
public class ChannelBindings {

  static final String LABEL = "EXPORTER-assay-attest-v1";
  private static final int EXPORTED = 32;

  private final Optional<ChannelBinding> proxy;

  /// Fails where the certificate of a proxy is configured and can't be read.
  public ChannelBindings(AgentDoor door) {
    this.proxy = door.proxyCertificate().map(ChannelBindings::ofCertificate);
  }

  /// The binding of this call's connection.
  ///
  /// Refuses with FAILED_PRECONDITION where the connection is not TLS 1.3 or can't export.
  ChannelBinding of(IncomingCall call) {
    return proxy.orElseGet(() -> exported(call));
  }

  private static ChannelBinding exported(IncomingCall call) {
    var session = call.tls().orElseThrow(() -> refused("the connection is not TLS"));
    if (!"TLSv1.3".equals(session.getProtocol())) {
      throw refused("the connection is " + session.getProtocol());
    }
    if (!(session instanceof ExtendedSSLSession exporting)) {
      throw refused("the TLS provider can't export keying material");
    }
    try {
      return new ChannelBinding.TlsExporter(
          Bytes.wrap(exporting.exportKeyingMaterialData(LABEL, new byte[0], EXPORTED)));
    } catch (SSLException | UnsupportedOperationException _) {
      throw refused("the TLS provider can't export keying material");
    }
  }

  private static RuntimeException refused(String why) {
    return Status.FAILED_PRECONDITION
        .withDescription(why + "; connect with TLS 1.3 straight to the verifier")
        .asRuntimeException();
  }

  private static ChannelBinding ofCertificate(Path pem) {
    try (var in = Files.newInputStream(pem)) {
      var certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
      var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return new ChannelBinding.ServerCertificate(Bytes.wrap(digest));
    } catch (IOException e) {
      throw new UncheckedIOException("the proxy's certificate can't be read: " + pem, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an X.509 certificate in PEM: " + pem, e);
    }
  }
}

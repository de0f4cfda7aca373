package dev.assay.agent.verifier;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.assay.agent.evidence.ChannelBinding;
import dev.assay.agent.evidence.Sha256;
import io.grpc.Attributes;
import io.grpc.Grpc;
import java.security.cert.CertificateEncodingException;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;

/// Reads what binds a quote to the connection of one call.
final class CallBinding {
  /// RFC 5705 exporter label, part of the contract (`Evidence.attest`).
  static final String LABEL = "EXPORTER-assay-attest-v1";

  private static final int SIZE = 32;

  private CallBinding() {}

  /// The TLS exporter of the connection that carries this call.
  ///
  /// @param call the attributes of that very call: a channel may have changed its connection since
  /// @throws SSLException where the call has no connection yet, or not one of TLS 1.3
  static ChannelBinding exporter(Attributes call) throws SSLException {
    // Below TLS 1.3 resumed connections can share the exporter's value, so it binds nothing.
    var session = session(call);
    var value = session.exportKeyingMaterialData(LABEL, new byte[0], SIZE);
    return new ChannelBinding.TlsExporter(UnsafeByteOperations.unsafeWrap(value));
  }

  /// The certificate that the server of this call showed.
  ///
  /// @throws SSLException where the call has no connection yet, or not one of TLS 1.3
  static ChannelBinding serverCertificate(Attributes call) throws SSLException {
    try {
      var certificate = session(call).getPeerCertificates()[0].getEncoded();
      return new ChannelBinding.ServerCertificate(Sha256.of(ByteString.copyFrom(certificate)));
    } catch (CertificateEncodingException e) {
      throw new SSLException("the server's certificate can't be encoded", e);
    }
  }

  private static ExtendedSSLSession session(Attributes call) throws SSLException {
    if (!(call.get(Grpc.TRANSPORT_ATTR_SSL_SESSION) instanceof ExtendedSSLSession session)) {
      throw new SSLException("the call has no TLS session");
    }
    if (!"TLSv1.3".equals(session.getProtocol())) {
      throw new SSLException("the connection is " + session.getProtocol() + ", not TLSv1.3");
    }
    return session;
  }
}

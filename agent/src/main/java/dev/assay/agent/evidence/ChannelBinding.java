package dev.assay.agent.evidence;

import com.google.protobuf.ByteString;
import java.util.Objects;

/// What ties a quote to the connection it is sent over, so that one relayed through another
/// connection is worth nothing.
public sealed interface ChannelBinding {
  /// The bytes that go into the quote: one byte that says which kind, and 32 bytes.
  ByteString encoded();

  /// The TLS exporter of this very connection (RFC 5705, RFC 8446 section 7.5).
  ///
  /// @param value 32 bytes
  record TlsExporter(ByteString value) implements ChannelBinding {
    /// Refuses another size.
    public TlsExporter {
      require32(value);
    }

    @Override
    public ByteString encoded() {
      return prefixed(1, value);
    }
  }

  /// The server's certificate: says who the peer is, not which connection. Only where a proxy ends
  /// TLS.
  ///
  /// @param sha256 of the certificate's DER, 32 bytes
  record ServerCertificate(ByteString sha256) implements ChannelBinding {
    /// Refuses another size.
    public ServerCertificate {
      require32(sha256);
    }

    @Override
    public ByteString encoded() {
      return prefixed(2, sha256);
    }
  }

  private static void require32(ByteString value) {
    if (Objects.requireNonNull(value, "value").size() != 32) {
      throw new IllegalArgumentException("a channel binding has 32 bytes, not " + value.size());
    }
  }

  private static ByteString prefixed(int kind, ByteString value) {
    return ByteString.copyFrom(new byte[] {(byte) kind}).concat(value);
  }
}

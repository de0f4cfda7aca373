package dev.assay.appraisal;

import dev.assay.appraisal.codec.Bytes;

/// What ties a quote to the connection it travels on.
public sealed interface ChannelBinding {
  /// Keying material that only the two ends of one TLS 1.3 connection can compute (RFC 8446,
  /// section 7.5), under the label `EXPORTER-assay-attest-v1` with an empty context.
  ///
  /// @param value 32 bytes
  record TlsExporter(Bytes value) implements ChannelBinding {
    public TlsExporter {
      QuoteBinding.require32(value, "keying material");
    }
  }

  /// The server's certificate. Weaker, as it names the server and not the connection: only where a
  /// proxy that ends TLS was configured on both sides.
  ///
  /// @param sha256 SHA-256 of the certificate's DER, 32 bytes
  record ServerCertificate(Bytes sha256) implements ChannelBinding {
    public ServerCertificate {
      QuoteBinding.require32(sha256, "certificate hash");
    }
  }
}

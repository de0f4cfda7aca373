package dev.assay.appraisal;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.nio.charset.StandardCharsets;

/// What a quote must carry so that it answers one nonce over one connection, and no other: a quote
/// made for another question or relayed through another channel carries something else.
public final class QuoteBinding {
  private static final int SIZE = 32;
  // The zero byte ends the label, so that no other label can begin with it.
  private static final Bytes LABEL =
      Bytes.wrap("assay quote v1\0".getBytes(StandardCharsets.US_ASCII));

  private QuoteBinding() {}

  /// The extra data: SHA-256 over the label, the nonce, and the channel binding behind a byte that
  /// tells its kind. As the contract defines it for `Evidence.attest`.
  ///
  /// @param nonce 32 bytes
  /// @throws IllegalArgumentException for a nonce of another size
  public static Bytes extraData(Bytes nonce, ChannelBinding channel) {
    require32(nonce, "nonce");
    return switch (channel) {
      case ChannelBinding.TlsExporter exporter -> hash(nonce, 1, exporter.value());
      case ChannelBinding.ServerCertificate certificate -> hash(nonce, 2, certificate.sha256());
    };
  }

  private static Bytes hash(Bytes nonce, int kind, Bytes value) {
    return HashAlgorithm.SHA256
        .hash(LABEL, nonce, Bytes.wrap(new byte[] {(byte) kind}), value)
        .value();
  }

  static void require32(Bytes value, String what) {
    if (value.length() != SIZE) {
      throw new IllegalArgumentException(
          "%s of %d bytes, %d are needed".formatted(what, value.length(), SIZE));
    }
  }
}

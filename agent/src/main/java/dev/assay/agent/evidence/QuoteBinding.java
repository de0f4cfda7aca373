package dev.assay.agent.evidence;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;

/// What a quote is made over: the verifier's nonce and the connection.
public final class QuoteBinding {
  /// Size of a verifier's nonce, in bytes.
  public static final int NONCE_SIZE = 32;

  private static final ByteString LABEL =
      ByteString.copyFrom("assay quote v1\0", StandardCharsets.US_ASCII);

  private QuoteBinding() {}

  /// The extraData of a quote: SHA-256 of label, nonce and channel binding, as `Evidence.attest` of
  /// the contract has it.
  ///
  /// @param nonce 32 bytes
  public static ByteString extraData(ByteString nonce, ChannelBinding channel) {
    if (nonce.size() != NONCE_SIZE) {
      throw new IllegalArgumentException("a nonce has 32 bytes, not " + nonce.size());
    }
    return Sha256.of(LABEL.concat(nonce).concat(channel.encoded()));
  }
}

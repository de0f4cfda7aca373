package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;

/// The two key derivation functions of the TPM 2.0 Library, Part 1, section 11.4.10.
final class KeyDerivation {

  private static final ByteString ZERO = ByteString.copyFrom(new byte[1]);

  private KeyDerivation() {}

  /// KDFa: SP 800-108 in counter mode.
  ///
  /// @param bits a multiple of 8
  static ByteString kdfa(
      HashAlgorithm hash, ByteString key, String label, ByteString u, ByteString v, int bits) {
    ByteString stream = ByteString.EMPTY;
    for (int counter = 1; stream.size() * 8 < bits; counter++) {
      stream = stream.concat(hash.hmac(key, u32(counter), text(label), u, v, u32(bits)));
    }
    return stream.substring(0, bits / 8);
  }

  /// KDFe: SP 800-56A over the x coordinate `z` of an ECDH.
  ///
  /// @param bits a multiple of 8
  static ByteString kdfe(
      HashAlgorithm hash, ByteString z, String label, ByteString u, ByteString v, int bits) {
    ByteString stream = ByteString.EMPTY;
    for (int counter = 1; stream.size() * 8 < bits; counter++) {
      stream = stream.concat(hash.hash(u32(counter), z, text(label), u, v));
    }
    return stream.substring(0, bits / 8);
  }

  /// A label with the zero byte that ends it.
  static ByteString text(String label) {
    return ByteString.copyFrom(label, StandardCharsets.US_ASCII).concat(ZERO);
  }

  private static ByteString u32(int value) {
    return new WireWriter().u32(value).toBytes();
  }
}

package dev.assay.golden.signing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/// One PEM block (RFC 7468): what OpenSSL and this program write keys in.
final class Pem {
  private static final int LARGEST = 16 * 1024;
  private static final Pattern BLOCK =
      Pattern.compile(
          "\\s*-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*)-----END \\1-----\\s*");

  private Pem() {}

  /// The content of the one block in a text, which must be of this label.
  static byte[] read(String text, String label) throws KeyInvalid {
    var block = BLOCK.matcher(text);
    if (text.length() > LARGEST || !block.matches()) {
      throw new KeyInvalid("it is not one whole PEM block");
    }
    if (!block.group(1).equals(label)) {
      throw new KeyInvalid(
          "it is a PEM block of %s, and %s is needed".formatted(block.group(1), label));
    }
    try {
      return Base64.getMimeDecoder().decode(block.group(2));
    } catch (IllegalArgumentException e) {
      throw new KeyInvalid("its Base64 is broken: " + e.getMessage(), e);
    }
  }

  static String write(String label, byte[] content) {
    var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, lines.encodeToString(content));
  }
}

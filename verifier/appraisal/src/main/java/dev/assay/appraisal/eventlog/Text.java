package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.PlainText;
import java.util.Optional;

/// Texts inside event data: what is text and what is not, decided strictly.
final class Text {
  private Text() {}

  static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  /// Printable ASCII (tabs and line ends included) without its terminating NULs, or empty.
  static Optional<String> ascii(Bytes bytes) {
    return ascii(bytes, 0);
  }

  /// As [#ascii(Bytes)], of the bytes from `start` on.
  static Optional<String> ascii(Bytes bytes, int start) {
    int end = bytes.length();
    while (end > start && bytes.get(end - 1) == 0) {
      end--;
    }
    for (int i = start; i < end; i++) {
      int c = bytes.get(i);
      if ((c < 0x20 || c > 0x7E) && c != '\t' && c != '\n' && c != '\r') {
        return Optional.empty();
      }
    }
    return Optional.of(bytes.toLatin1(start, end));
  }

  /// Printable UCS-2 without its terminating NULs, or empty.
  static Optional<String> utf16(Bytes bytes) {
    return utf16(bytes, 0, bytes.length());
  }

  /// As [#utf16(Bytes)], of the bytes from `start` to before `end`.
  static Optional<String> utf16(Bytes bytes, int start, int end) {
    if ((end - start) % 2 != 0) {
      return Optional.empty();
    }
    int last = end;
    while (last > start && unit(bytes, last - 2) == 0) {
      last -= 2;
    }
    for (int at = start; at < last; at += 2) {
      if (!PlainText.isShown(unit(bytes, at))) {
        return Optional.empty();
      }
    }
    return Optional.of(anyUtf16(bytes, start, last));
  }

  /// The UCS-2 characters from byte `start` to before byte `end`, whatever they are.
  static String anyUtf16(Bytes bytes, int start, int end) {
    char[] text = new char[(end - start) / 2];
    for (int i = 0; i < text.length; i++) {
      text[i] = unit(bytes, start + 2 * i);
    }
    return new String(text);
  }

  private static char unit(Bytes bytes, int at) {
    return (char) ((bytes.get(at) & 0xFF) | (bytes.get(at + 1) & 0xFF) << 8);
  }
}

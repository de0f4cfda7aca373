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
    int end = bytes.length();
    while (end > 0 && bytes.get(end - 1) == 0) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      int c = bytes.get(i);
      if ((c < 0x20 || c > 0x7E) && c != '\t' && c != '\n' && c != '\r') {
        return Optional.empty();
      }
    }
    return Optional.of(bytes.slice(0, end).toLatin1());
  }

  /// Printable UCS-2 without its terminating NULs, or empty.
  static Optional<String> utf16(Bytes bytes) {
    if (bytes.length() % 2 != 0) {
      return Optional.empty();
    }
    int end = bytes.length() / 2;
    while (end > 0 && unit(bytes, end - 1) == 0) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      if (!PlainText.isShown(unit(bytes, i))) {
        return Optional.empty();
      }
    }
    char[] text = new char[end];
    for (int i = 0; i < end; i++) {
      text[i] = unit(bytes, i);
    }
    return Optional.of(new String(text));
  }

  private static char unit(Bytes bytes, int index) {
    return (char) ((bytes.get(2 * index) & 0xFF) | (bytes.get(2 * index + 1) & 0xFF) << 8);
  }
}

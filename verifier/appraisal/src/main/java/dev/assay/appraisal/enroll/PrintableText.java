package dev.assay.appraisal.enroll;

/// Text from a certificate or a client, made fit for logs and terminals.
final class PrintableText {
  private static final int MAX_CHARACTERS = 256;

  private PrintableText() {}

  /// `text` with everything but printable ASCII replaced by a question mark, and cut to 256
  /// characters.
  static String of(String text) {
    String printable = text.replaceAll("[^\\x20-\\x7e]", "?");
    return printable.length() <= MAX_CHARACTERS
        ? printable
        : printable.substring(0, MAX_CHARACTERS);
  }
}

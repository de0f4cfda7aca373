package dev.assay.appraisal.codec;

/// Text that a machine sent, made fit for a terminal, a log line and a web page: one line,
/// printable, bounded.
public final class PlainText {
  private PlainText() {}

  /// `claimed` on one line, at most `limit` characters of it, with a question mark for each that is
  /// not shown as itself.
  public static String of(String claimed, int limit) {
    String text = claimed.strip();
    if (text.length() <= limit && isShown(text)) {
      return text;
    }
    var shown = new StringBuilder(Math.min(text.length(), limit));
    text.codePoints().limit(limit).map(c -> isShown(c) ? c : '?').forEach(shown::appendCodePoint);
    return shown.toString();
  }

  /// Whether every character is shown as itself, none of them made of two halves.
  public static boolean isShown(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isShown(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /// Whether a character, or half of one, is shown as itself. Controls, line ends, halves of
  /// characters and the marks that turn the direction of writing can make a line say something else
  /// than it holds.
  public static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}

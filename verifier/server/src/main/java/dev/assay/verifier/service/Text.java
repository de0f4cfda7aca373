package dev.assay.verifier.service;

import dev.assay.appraisal.codec.PlainText;
import java.util.Optional;

/// The grammar of free text from outside. No control, format or line character of it reaches a log,
/// a table or a terminal.
public final class Text {
  private static final int REPLACEMENT = 0xFFFD;

  private Text() {}

  /// Makes reported text harmless: what is not printable becomes U+FFFD, space at both ends goes,
  /// and what is longer than `maximum` UTF-16 units is cut.
  public static String cleaned(String reported, int maximum) {
    var text = new StringBuilder();
    reported
        .codePoints()
        .limit(maximum)
        .map(point -> PlainText.isShown(point) ? point : REPLACEMENT)
        .forEach(text::appendCodePoint);
    var stripped = text.toString().strip();
    return stripped.length() <= maximum ? stripped : stripped.substring(0, maximum);
  }

  /// Takes a text that a person wrote, or refuses it: empty where it is blank, longer than
  /// `maximum` or holds anything unprintable.
  public static Optional<String> written(String text, int maximum) {
    var stripped = text.strip();
    boolean fine =
        !stripped.isEmpty()
            && stripped.length() <= maximum
            && stripped.codePoints().allMatch(PlainText::isShown);
    return fine ? Optional.of(stripped) : Optional.empty();
  }
}

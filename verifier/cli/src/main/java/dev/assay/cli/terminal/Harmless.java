package dev.assay.cli.terminal;

/// Takes from words what could steer a terminal or deceive a reader: control characters, and
/// characters that format invisibly (right-to-left overrides, joiners).
public final class Harmless {
  private Harmless() {}

  /// The words on one line: line ends and tabs become a space, what is invisible goes.
  public static String of(String words) {
    var out = new StringBuilder(words.length());
    words.codePoints().forEach(character -> append(out, character));
    return out.toString();
  }

  /// JSON text in which such characters are written as `\\u` escapes. In well-formed JSON without
  /// line breaks of its own inside strings they can stand in strings only, so its meaning stays.
  public static String json(String json) {
    var out = new StringBuilder(json.length());
    for (var i = 0; i < json.length(); i++) {
      var character = json.charAt(i);
      if (character != '\n' && character != '\r' && isHarmful(character)) {
        out.append("\\u%04x".formatted((int) character));
      } else {
        out.append(character);
      }
    }
    return out.toString();
  }

  private static void append(StringBuilder out, int character) {
    if (character == '\n' || character == '\r' || character == '\t') {
      out.append(' ');
    } else if (!isHarmful(character)) {
      out.appendCodePoint(character);
    }
  }

  private static boolean isHarmful(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}

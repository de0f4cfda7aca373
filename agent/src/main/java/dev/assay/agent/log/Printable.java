package dev.assay.agent.log;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/// Text that is safe to show: no control characters, no direction overrides, bounded in length.
///
/// Whoever reads a terminal or a log must not be steered by what a peer or a firmware put into a
/// string.
public final class Printable {
  /// Longest text that is shown, in characters.
  public static final int LIMIT = 512;

  private Printable() {}

  /// The text without what could steer a terminal, at most [#LIMIT] characters. Every character
  /// taken out is shown as `?`.
  public static String of(String text) {
    return of(text, LIMIT);
  }

  /// As [#of(String)] with another limit, which counts the ellipsis that stands for what was cut.
  public static String of(String text, int limit) {
    var shown = new StringBuilder(Math.min(text.length(), limit));
    for (var i = 0; i < text.length() && shown.length() < limit; ) {
      var c = text.codePointAt(i);
      shown.appendCodePoint(steers(c) ? '?' : c);
      i += Character.charCount(c);
      if (shown.length() >= limit && i < text.length()) {
        shown.setLength(Math.max(0, limit - 1));
        return shown.append('…').toString();
      }
    }
    return shown.toString();
  }

  /// One line that says what went wrong: the message of the exception, and of its cause where that
  /// adds something.
  public static String describe(Throwable problem) {
    var message = sentence(problem);
    var cause = problem.getCause();
    if (cause != null && !message.contains(sentence(cause))) {
      message = message + ": " + sentence(cause);
    }
    return of(message);
  }

  private static String sentence(Throwable problem) {
    @Nullable String message = problem.getMessage();
    if (message == null || message.isBlank()) {
      return problem.getClass().getSimpleName();
    }
    // The messages of these are a path and nothing else.
    return switch (problem) {
      case NoSuchFileException _ -> message + " does not exist";
      case AccessDeniedException _ -> message + ": permission denied";
      case FileAlreadyExistsException _ -> message + " is in the way";
      default -> message;
    };
  }

  private static boolean steers(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}

package dev.assay.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/// Words in styles, on one line. The words are harmless: whatever they were made from, no control
/// character is left in them.
public record Text(List<Span> spans) {
  /// Nothing.
  public static final Text EMPTY = new Text(List.of());

  /// Some words in one style.
  public record Span(Style style, String words) {
    /// Strips what could steer a terminal.
    public Span {
      words = Harmless.of(words);
    }
  }

  /// Copies the list.
  public Text {
    spans = List.copyOf(spans);
  }

  /// Plain words.
  public static Text of(String words) {
    return of(Style.PLAIN, words);
  }

  /// Words in a style.
  public static Text of(Style style, String words) {
    return words.isEmpty() ? EMPTY : new Text(List.of(new Span(style, words)));
  }

  /// This text, then the other.
  public Text plus(Text other) {
    var both = new ArrayList<>(spans);
    both.addAll(other.spans);
    return new Text(both);
  }

  /// This text, then plain words.
  public Text plus(String words) {
    return plus(of(words));
  }

  /// How many characters wide it is on a terminal.
  public int width() {
    return spans.stream().mapToInt(span -> characters(span.words())).sum();
  }

  /// This text with spaces up to the width; unchanged where it is as wide.
  public Text padded(int width) {
    return plus(" ".repeat(Math.max(0, width - width())));
  }

  /// At most this many characters (one or more): what does not fit ends in an ellipsis.
  public Text cut(int width) {
    if (width() <= width) {
      return this;
    }
    var kept = new ArrayList<Span>();
    var left = width - 1;
    for (var span : spans) {
      var take = Math.min(left, characters(span.words()));
      kept.add(new Span(span.style(), start(span.words(), take)));
      left -= take;
    }
    return new Text(kept).plus("…");
  }

  private static int characters(String words) {
    return words.codePointCount(0, words.length());
  }

  private static String start(String words, int characters) {
    return words.substring(0, words.offsetByCodePoints(0, characters));
  }
}

package dev.assay.cli.terminal;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// Where a command prints: answers to the standard output, what went wrong to the standard error.
///
/// On a terminal (its width in `columns`) lines are cut to the width; with `colour` styles show.
public final class Screen {
  private final PrintWriter out;
  private final PrintWriter err;
  private final OptionalInt columns;
  private final boolean colour;

  /// A screen of the given width in characters; none where the output is not a terminal.
  public Screen(PrintWriter out, PrintWriter err, OptionalInt columns, boolean colour) {
    this.out = out;
    this.err = err;
    this.columns = columns;
    this.colour = colour;
  }

  /// Prints a line of its own length, for texts that must stay whole.
  public void line(Text text) {
    out.println(rendered(text));
  }

  /// Prints plain words as a line.
  public void line(String words) {
    line(Text.of(words));
  }

  /// Prints an empty line.
  public void gap() {
    line(Text.EMPTY);
  }

  /// Prints a line that is cut to the width of a terminal.
  public void row(Text text) {
    line(columns.isPresent() ? text.cut(Math.max(1, columns.getAsInt())) : text);
  }

  /// Prints a sentence, wrapped between words to the terminal's width; later lines are indented.
  public void wrapped(Text first, String sentence, int indent) {
    if (columns.isEmpty()) {
      line(first.plus(sentence));
      return;
    }
    var line = first;
    var width = Math.max(indent + 20, columns.getAsInt());
    var fresh = true;
    for (var word : Arrays.asList(Harmless.of(sentence).split(" ", -1))) {
      if (!fresh && line.width() + 1 + word.length() > width) {
        line(line);
        line = Text.of(" ".repeat(indent));
        fresh = true;
      }
      line = line.plus(fresh ? word : " " + word);
      fresh = false;
    }
    line(line);
  }

  /// Prints text as it stands, for programs: JSON, scripts.
  public void program(String text) {
    out.print(text);
    if (!text.endsWith("\n")) {
      out.println();
    }
  }

  /// Tells a person something beside the answer.
  public void remark(String sentence) {
    err.println(Harmless.of(sentence));
  }

  /// Makes what was printed visible now.
  public void flush() {
    out.flush();
    err.flush();
  }

  /// Whether styles show.
  public boolean colour() {
    return colour;
  }

  /// The writer beneath, for help texts.
  public PrintWriter out() {
    return out;
  }

  /// The writer for what goes wrong, for help texts.
  public PrintWriter err() {
    return err;
  }

  private String rendered(Text text) {
    return text.spans().stream()
        .map(span -> colour ? span.style().paint(span.words()) : span.words())
        .collect(Collectors.joining())
        .stripTrailing();
  }
}

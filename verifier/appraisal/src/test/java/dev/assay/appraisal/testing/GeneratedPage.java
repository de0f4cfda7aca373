package dev.assay.appraisal.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A page of `docs` that a test writes. A run with `-Dassay.writeConformance=true` writes it; any
/// other run fails where the page says something else.
public final class GeneratedPage {
  private static final String WRITE = "assay.writeConformance";

  private GeneratedPage() {}

  /// Whether this run writes pages.
  static boolean writing() {
    return Boolean.getBoolean(WRITE);
  }

  /// How to have a page written, for a failure's message.
  static String how() {
    return "-D" + WRITE + "=true writes it";
  }

  /// Writes the page, or compares it.
  ///
  /// @param name its file in `docs`
  public static void check(String name, String text) {
    if (writing()) {
      write(name, text);
    } else {
      assertThat(text(name)).as("docs/%s; %s", name, how()).isEqualTo(text);
    }
  }

  static void write(String name, String text) {
    try {
      Files.writeString(page(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the page holds; "" where there is none.
  static String text(String name) {
    try {
      return Files.exists(page(name)) ? Files.readString(page(name)) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A Markdown table.
  public static String table(List<String> head, List<List<String>> rows) {
    return Stream.concat(
            Stream.of(row(head), "|" + "---|".repeat(head.size())),
            rows.stream().map(GeneratedPage::row))
        .collect(Collectors.joining("\n"));
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static Path page(String name) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve(".mvn"))) {
        return at.resolve("docs").resolve(name);
      }
    }
    throw new AssertionError("no project around " + Path.of("").toAbsolutePath());
  }
}

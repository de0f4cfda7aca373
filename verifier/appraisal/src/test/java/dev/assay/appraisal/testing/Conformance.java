package dev.assay.appraisal.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The page `docs/conformance.md`: what was made of other projects' evidence, written by the tests
/// that ran over it. Each of them keeps one section. A run with `-Dassay.writeConformance=true`
/// writes the section; any other run fails where the page says something else.
public final class Conformance {
  private static final String WRITE = "assay.writeConformance";
  private static final String INTRODUCTION =
      """
      # What Assay makes of evidence from real machines

      Written by the tests that run over a corpus of other projects' recorded evidence (`../shared/corpus`; not part of this
      project). Don't edit it: run those tests with `-Dassay.writeConformance=true`. A page that differs from the run fails it.

      No machine of the corpus has SPDM devices, NV index events or H-CRTM components in its log. Their decoders are tested with
      bytes put together from the specification (`SpdmDeviceTest`, `EventPayloadTest`) and with hostile ones (`PayloadFuzz`), and
      have met none from a real machine.
      """;

  /// The sections, in the order of the page.
  public enum Section {
    EVENT_LOGS("Event logs"),
    SUPPORT_RIMS("Reference event logs of manufacturers"),
    MALFORMED_LOGS("What others reject as a log"),
    QUOTES("Quotes"),
    EK_CERTIFICATES("EK certificates"),
    IMA_LISTS("IMA lists"),
    MALFORMED_OTHERS("What else others reject");

    private final String title;

    Section(String title) {
      this.title = title;
    }
  }

  private Conformance() {}

  /// Writes the section, or compares the page with it.
  ///
  /// @param text Markdown without headings
  public static void check(Section section, String text) {
    Path page = root().resolve("docs").resolve("conformance.md");
    Map<Section, String> sections = read(page);
    if (Boolean.getBoolean(WRITE)) {
      sections.put(section, text.strip());
      write(page, sections);
    } else {
      assertThat(sections.getOrDefault(section, ""))
          .as("section '%s' of docs/conformance.md; -D%s=true writes it", section.title, WRITE)
          .isEqualTo(text.strip());
    }
  }

  /// A Markdown table.
  public static String table(List<String> head, List<List<String>> rows) {
    return Stream.concat(
            Stream.of(row(head), "|" + "---|".repeat(head.size())),
            rows.stream().map(Conformance::row))
        .collect(Collectors.joining("\n"));
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static Map<Section, String> read(Path page) {
    Map<Section, String> sections = new EnumMap<>(Section.class);
    if (!Files.exists(page)) {
      return sections;
    }
    for (String part : text(page).split("\n## ", -1)) {
      for (Section section : Section.values()) {
        if (part.startsWith(section.title + "\n")) {
          sections.put(section, part.substring(section.title.length()).strip());
        }
      }
    }
    return sections;
  }

  private static void write(Path page, Map<Section, String> sections) {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    sections.forEach(
        (section, body) ->
            text.append("\n## ").append(section.title).append("\n\n").append(body).append('\n'));
    try {
      Files.writeString(page, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve(".mvn"))) {
        return at;
      }
    }
    throw new AssertionError("no project around " + Path.of("").toAbsolutePath());
  }
}

package dev.assay.appraisal.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The page `docs/conformance.md`: what was made of other projects' evidence, written by the tests
/// that ran over it. Each of them keeps one section. A run with `-Dassay.writeConformance=true`
/// writes the section; any other run fails where the page says something else.
public final class Conformance {
  private static final String PAGE = "conformance.md";
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
    Map<Section, String> sections = read();
    if (GeneratedPage.writing()) {
      sections.put(section, text.strip());
      write(sections);
    } else {
      assertThat(sections.getOrDefault(section, ""))
          .as("section '%s' of docs/%s; %s", section.title, PAGE, GeneratedPage.how())
          .isEqualTo(text.strip());
    }
  }

  /// A Markdown table.
  public static String table(List<String> head, List<List<String>> rows) {
    return GeneratedPage.table(head, rows);
  }

  private static Map<Section, String> read() {
    Map<Section, String> sections = new EnumMap<>(Section.class);
    for (String part : GeneratedPage.text(PAGE).split("\n## ", -1)) {
      for (Section section : Section.values()) {
        if (part.startsWith(section.title + "\n")) {
          sections.put(section, part.substring(section.title.length()).strip());
        }
      }
    }
    return sections;
  }

  private static void write(Map<Section, String> sections) {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    sections.forEach(
        (section, body) ->
            text.append("\n## ").append(section.title).append("\n\n").append(body).append('\n'));
    GeneratedPage.write(PAGE, text.toString());
  }
}

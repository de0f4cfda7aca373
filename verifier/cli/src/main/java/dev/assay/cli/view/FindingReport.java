package dev.assay.cli.view;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.finding.Finding;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Text;

/// A finding of the appraisal library, for people and for programs.
public final class FindingReport {
  private FindingReport() {}

  /// Prints what was found, and what to do about it.
  public static void print(Finding finding, Screen screen) {
    print(finding.severity().name(), finding.message(), finding.code(), finding.remedy(), screen);
  }

  static void print(String severity, String message, String code, String remedy, Screen screen) {
    screen.wrapped(Words.severity(severity).plus("  "), message + " [" + code + "]", 4);
    if (!remedy.isEmpty()) {
      screen.wrapped(Text.of(Style.DIM, "  → "), remedy, 4);
    }
  }

  /// `{"code","severity","pcr","event","message","remedy","data":{…}}`; `pcr` and `event` where it
  /// is about one.
  public static ObjectNode json(Finding finding) {
    var node =
        JsonNodeFactory.instance
            .objectNode()
            .put("code", finding.code())
            .put("severity", finding.severity().name());
    finding.pcr().ifPresent(pcr -> node.put("pcr", pcr));
    finding.event().ifPresent(event -> node.put("event", event));
    node.put("message", finding.message()).put("remedy", finding.remedy());
    var data = node.putObject("data");
    finding.data().forEach(data::put);
    return node;
  }
}

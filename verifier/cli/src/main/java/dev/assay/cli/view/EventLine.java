package dev.assay.cli.view;

import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.MachineSummary;

/// An event as a line.
public final class EventLine {
  private static final String PREFIX = "dev.assay.";
  private static final int CURSOR = 6;
  private static final int TYPE = 24;

  private EventLine() {}

  /// A line of a CloudEvent.
  public static Text of(Fields event) {
    var data = event.object("data");
    var machine = data.object("machine");
    var host = machine.text("hostName");
    var about = host.isEmpty() ? MachineSummary.shortened(event.text("subject")) : host;
    var mode = data.text("mode");
    return Text.of(Style.DIM, cursor(event.text("sequence")))
        .padded(CURSOR)
        .plus("  " + event.text("time") + "  ")
        .plus(
            Text.of(style(data.text("severity")), event.text("type").replace(PREFIX, ""))
                .padded(TYPE))
        .plus("  " + about + "  ")
        .plus(mode.equals("ACT") ? "" : "(" + mode + ") ")
        .plus(data.text("reason"));
  }

  private static String cursor(String sequence) {
    var digits = sequence.replaceFirst("^0+", "");
    return digits.isEmpty() ? "0" : digits;
  }

  private static Style style(String severity) {
    return switch (severity) {
      case "CRITICAL" -> Style.BAD;
      case "WARNING" -> Style.CAUTION;
      default -> Style.PLAIN;
    };
  }
}

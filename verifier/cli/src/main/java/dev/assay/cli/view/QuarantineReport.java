package dev.assay.cli.view;

import dev.assay.cli.terminal.Ages;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Table;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.MachineSummary;
import java.util.Locale;

/// Who is out, and what those who are held share.
public final class QuarantineReport {
  private QuarantineReport() {}

  /// Prints the verifier's answer to `GET /quarantine`.
  public static void print(Fields answer, Ages ages, Screen screen) {
    screen.line(Text.of("Mode  ").plus(Text.of(Style.BOLD, mode(answer.text("mode")))));
    var machines = answer.list("machines", fields -> fields);
    if (machines.isEmpty()) {
      screen.line("No machine is suspect, held or quarantined.");
      return;
    }
    for (var episode : answer.list("episodes", fields -> fields)) {
      episode(episode, ages, screen);
    }
    screen.gap();
    var table = new Table("MACHINE", "HOST", "STATE", "MODE", "SINCE", "BY", "REASON");
    for (var machine : machines) {
      table.row(
          Text.of(MachineSummary.shortened(machine.text("machine"))),
          Words.orDash(machine.text("hostName")),
          state(machine.text("state")),
          Text.of(mode(machine.text("mode"))),
          Text.of(ages.ago(machine.time("since"))),
          Words.orDash(machine.text("decidedBy")),
          Text.of(machine.text("reason")));
    }
    table.print(screen);
  }

  private static void episode(Fields episode, Ages ages, Screen screen) {
    screen.gap();
    screen.line(
        Text.of(
            Style.CAUTION,
            "The limit of %s was reached %s. HELD since: %d. What they share:"
                .formatted(
                    episode.text("scope"),
                    ages.ago(episode.time("openedAt")),
                    episode.number("held"))));
    for (var trait : episode.list("common", fields -> fields)) {
      screen.line(
          "  %d of %d: %s %s"
              .formatted(
                  trait.number("machines"),
                  trait.number("of"),
                  trait.text("trait"),
                  trait.text("value")));
    }
  }

  /// The state in the style that says how bad it is.
  static Text state(String state) {
    return switch (state) {
      case "QUARANTINED" -> Text.of(Style.BAD, state);
      case "HELD", "SUSPECT" -> Text.of(Style.CAUTION, state);
      case "RELEASING" -> Text.of(state);
      case "", "NONE" -> Words.orDash("");
      default -> Text.of(Style.ODD, state);
    };
  }

  /// The mode as settings write it.
  static String mode(String mode) {
    return mode.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

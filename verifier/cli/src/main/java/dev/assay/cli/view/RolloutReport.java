package dev.assay.cli.view;

import dev.assay.cli.terminal.Ages;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Table;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.MachineSummary;

/// How far a model's machines are on their way to its newest firmware.
public final class RolloutReport {
  private RolloutReport() {}

  /// Prints the sets in force, then the machines that have not come along.
  public static void print(Fields rollout, Ages ages, Screen screen) {
    var sets = rollout.list("sets", fields -> fields);
    if (sets.isEmpty()) {
      screen.line("No golden set of this model's firmware is in force.");
      return;
    }
    var table = new Table("GOLDEN SET", "FIRMWARE", "MACHINES", "MEANT FOR", "ENDS");
    for (var set : sets) {
      table.row(
          Text.of(set.text("goldenSet")),
          Words.orDash(set.text("firmwareVersion")),
          Text.of(
              set.flag("beyondShare") ? Style.BAD : Style.PLAIN,
              "%s of %s".formatted(set.text("machines"), rollout.text("machines"))),
          Words.orDash(set.text("share").isEmpty() ? "" : set.text("share") + " %"),
          Words.orDash(set.time("endsAt").isEmpty() ? "" : ages.moment(set.time("endsAt"))));
    }
    table.print(screen);
    laggards(rollout, screen);
  }

  private static void laggards(Fields rollout, Screen screen) {
    var laggards = rollout.list("laggards", fields -> fields);
    if (laggards.isEmpty()) {
      return;
    }
    screen.gap();
    screen.line(Text.of(Style.BOLD, "Not on the newest"));
    var table = new Table("MACHINE", "HOST", "ON");
    for (var laggard : laggards) {
      table.row(
          Text.of(MachineSummary.shortened(laggard.text("machine"))),
          Text.of(laggard.text("name")),
          laggard.text("goldenSet").isEmpty()
              ? Text.of(Style.CAUTION, "none of them")
              : Text.of(laggard.text("goldenSet")));
    }
    table.print(screen);
  }
}

package dev.assay.cli.view;

import dev.assay.cli.terminal.Ages;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Table;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.MachineSummary;

/// Hooks, and what could not be delivered to them.
public final class HookTable {
  private HookTable() {}

  /// Prints one row per hook of the verifier's answer.
  public static void print(Fields answer, Ages ages, Screen screen) {
    var hooks = answer.list("hooks", fields -> fields);
    if (hooks.isEmpty()) {
      screen.remark("No hook is configured.");
      return;
    }
    var table =
        new Table(
            "NAME", "STATE", "WAITING", "GIVEN UP", "DRY RUN", "DELIVERED", "TO", "LAST ERROR");
    for (var hook : hooks) {
      table.row(
          Text.of(hook.text("name")),
          state(hook),
          Text.of(hook.text("pending")),
          Text.of(hook.number("dead") > 0 ? Style.BAD : Style.PLAIN, hook.text("dead")),
          Text.of(hook.text("dryRun")),
          Text.of(ages.ago(hook.time("lastDeliveredAt"))),
          Text.of(target(hook.object("description"))),
          Words.orDash(hook.text("lastError")));
    }
    table.print(screen);
  }

  private static Text state(Fields hook) {
    if (hook.flag("paused")) {
      return Text.of(Style.CAUTION, "paused");
    }
    return hook.time("closedUntil").isPresent()
        ? Text.of(Style.BAD, "failing")
        : Text.of(Style.GOOD, "open");
  }

  private static String target(Fields description) {
    var url = description.text("url");
    if (!url.isEmpty()) {
      return url;
    }
    var command = description.texts("command");
    if (!command.isEmpty()) {
      return String.join(" ", command);
    }
    var kubeconfig = description.object("kubernetes").text("kubeconfig");
    return "nodes of " + (kubeconfig.isEmpty() ? "the verifier's cluster" : kubeconfig);
  }

  /// Prints one row per delivery that was given up.
  public static void dead(Fields answer, Ages ages, Screen screen) {
    var letters = answer.list("dead", fields -> fields);
    if (letters.isEmpty()) {
      screen.remark("Nothing was given up.");
      return;
    }
    var table = new Table("ID", "HOOK", "GIVEN UP", "TRIES", "MACHINE", "EVENT", "LAST ERROR");
    for (var letter : letters) {
      table.row(
          Text.of(letter.text("id")),
          Text.of(letter.text("hook")),
          Text.of(ages.ago(letter.time("endedAt"))),
          Text.of(letter.text("attempts")),
          Words.orDash(MachineSummary.shortened(letter.text("machine"))),
          Text.of(letter.text("type") + (letter.flag("superseded") ? " (overtaken)" : "")),
          Text.of(letter.text("lastError")));
    }
    table.print(screen);
  }
}

package dev.assay.cli.view;

import dev.assay.cli.terminal.Ages;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Table;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.verifier.MachineSummary;
import java.util.List;

/// The fleet at a glance, the bad ones first.
public final class MachineTable {
  private MachineTable() {}

  /// The machines in the order in which they need a person.
  public static List<MachineSummary> badFirst(List<MachineSummary> machines) {
    return machines.stream().sorted(BadFirst.ORDER).toList();
  }

  /// Prints one row per machine.
  public static void print(List<MachineSummary> machines, Ages ages, Screen screen) {
    // Who gave no machine a role sees no column of roles.
    boolean roles = machines.stream().anyMatch(machine -> !machine.role().isEmpty());
    var table =
        new Table(
            "MACHINE",
            "HOST",
            roles ? "MODEL/ROLE" : "MODEL",
            "STATE",
            "VERDICT",
            "FRESH",
            "LAST TRUSTED",
            "FIRST FINDING");
    for (var machine : badFirst(machines)) {
      table.row(
          Text.of(machine.shortId()),
          Words.orDash(machine.hostName()),
          machine.role().isEmpty() ? model(machine) : model(machine).plus("/" + machine.role()),
          state(machine),
          Words.verdict(machine.verdict()),
          Words.freshness(machine.freshness()),
          Text.of(ages.ago(machine.lastTrustedAt())),
          finding(machine));
    }
    table.print(screen);
  }

  private static Text state(MachineSummary machine) {
    var state = Words.state(machine.state());
    return machine.quarantine().isEmpty() || machine.quarantine().equals("NONE")
        ? state
        : state.plus("/").plus(QuarantineReport.state(machine.quarantine()));
  }

  /// The board model; in brackets where it is only what the machine says of itself.
  static Text model(MachineSummary machine) {
    if (!machine.boardModel().isEmpty()) {
      return Text.of(machine.boardModel());
    }
    return machine.proposedModel().isEmpty()
        ? Words.orDash("")
        : Text.of(Style.DIM, "(" + machine.proposedModel() + ")");
  }

  private static Text finding(MachineSummary machine) {
    var more = machine.findings() > 1 ? " (+%d more)".formatted(machine.findings() - 1) : "";
    var found = Text.of(machine.firstFinding()).plus(Text.of(Style.DIM, more));
    return machine.keyChangeRequested()
        ? Text.of(Style.CAUTION, "asks for a new key; ").plus(found)
        : found;
  }
}

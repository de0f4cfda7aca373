package dev.assay.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.MachineSummary;
import dev.assay.cli.verifier.Machines;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.MachineTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Lists machines.
@CommandLine.Command(name = "machines", description = "List machines, the bad ones first.")
final class MachinesCommand extends VerifierCommand {
  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only PENDING, ACTIVE, RETIRED or BANNED ones.")
  private String state = "";

  @Option(names = "--model", paramLabel = "MODEL", description = "Only those of this board model.")
  private String model = "";

  @Option(
      names = "--verdict",
      paramLabel = "VERDICT",
      description = "Only TRUSTED, WARNING, UNTRUSTED or UNKNOWN ones.")
  private String verdict = "";

  @Option(names = "--role", paramLabel = "ROLE", description = "Only those of this role.")
  private String role = "";

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "Only those that have this label.")
  private String label = "";

  @Option(
      names = "--freshness",
      paramLabel = "FRESHNESS",
      description = "Only FRESH, STALE, SILENT or NEVER attested ones.")
  private String freshness = "";

  @Option(names = "--ids", description = "Print nothing but ids, one per line.")
  private boolean ids;

  MachinesCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var answer =
        Machines.answer(
            verifier,
            Map.of(
                "state",
                upper(state),
                "model",
                model,
                "verdict",
                upper(verdict),
                "role",
                role,
                "label",
                label));
    var machines =
        Machines.of(new Fields(answer)).all().stream()
            .filter(machine -> freshness.isEmpty() || machine.freshness().equals(upper(freshness)))
            .toList();
    if (json()) {
      if (answer.path("machines") instanceof ArrayNode array) {
        retain(array);
      }
      print(answer);
    } else if (ids) {
      MachineTable.badFirst(machines).forEach(machine -> screen().line(machine.id()));
    } else {
      table(machines);
    }
    return ExitCode.OK;
  }

  private void retain(ArrayNode machines) {
    for (var i = machines.size() - 1; i >= 0; i--) {
      var theirs = machines.get(i).path("freshness").asText("");
      if (!freshness.isEmpty() && !theirs.equals(upper(freshness))) {
        machines.remove(i);
      }
    }
  }

  private void table(List<MachineSummary> machines) {
    if (machines.isEmpty()) {
      screen()
          .remark(
              (state + model + verdict + role + label + freshness).isEmpty()
                  ? "No machine is enrolled yet; run `assay-agent enroll` on one."
                  : "No machine is like that.");
    } else {
      MachineTable.print(machines, surroundings().ages(), screen());
    }
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}

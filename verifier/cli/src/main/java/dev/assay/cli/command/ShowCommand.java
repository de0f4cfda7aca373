package dev.assay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.MachineSummary;
import dev.assay.cli.verifier.Machines;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.MachineReport;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// Shows one machine in full.
@CommandLine.Command(
    name = "show",
    description = "Show a machine: its verdict, why, how fresh it is, and what it rests on.",
    footer = {
      "",
      "Ends with 0 where the machine is TRUSTED or WARNING and attests, with 1 where it is"
          + " UNTRUSTED or UNKNOWN, silent or never attested."
    })
final class ShowCommand extends VerifierCommand {
  @Parameters(paramLabel = "MACHINE", description = "Host name, or six or more digits of the id.")
  private String machine = "";

  ShowCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var found = Machines.of(verifier).named(machine);
    var answer = verifier.get("/machines/" + found.id());
    var fields = new Fields(answer);
    if (json()) {
      print(withInventory(answer, verifier.find("/machines/" + found.id() + "/inventory")));
    } else {
      new MachineReport(fields, surroundings().ages(), screen()).print();
    }
    return Verdicts.exitCode(MachineSummary.of(fields));
  }

  /// What the machine reports of its components is for programs: a server has hundreds.
  private static JsonNode withInventory(JsonNode machine, Optional<JsonNode> inventory) {
    if (machine instanceof ObjectNode whole) {
      inventory.ifPresent(reported -> whole.set("inventory", reported));
    }
    return machine;
  }
}

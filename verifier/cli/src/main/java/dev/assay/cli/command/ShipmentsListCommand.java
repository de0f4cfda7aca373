package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.ShipmentTable;
import picocli.CommandLine;

/// Lists shipments.
@CommandLine.Command(
    name = "list",
    description = "List shipments, and how many of their machines enrolled.")
final class ShipmentsListCommand extends VerifierCommand {
  ShipmentsListCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var answer = verifier.get("/shipments");
    var shipments = new Fields(answer).list("shipments", shipment -> shipment);
    if (json()) {
      print(answer);
    } else if (shipments.isEmpty()) {
      screen().remark("No manifest was imported yet; `assay shipments import FILE` does it.");
    } else {
      ShipmentTable.print(shipments, surroundings().ages(), screen());
    }
    return ExitCode.OK;
  }
}

package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.terminal.Table;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.Verifier;
import picocli.CommandLine;

/// Lists racks.
@CommandLine.Command(name = "list", description = "List racks, and how many machines are in each.")
final class RacksListCommand extends VerifierCommand {
  RacksListCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var answer = verifier.get("/racks");
    var racks = new Fields(answer).list("racks", rack -> rack);
    if (json()) {
      print(answer);
    } else if (racks.isEmpty()) {
      screen().remark("No machine has a rack yet; `assay racks set RACK MACHINE…` tells one.");
    } else {
      var table = new Table("RACK", "MACHINES", "QUARANTINED");
      racks.forEach(
          rack ->
              table.row(
                  Text.of(rack.text("name")),
                  Text.of(rack.text("machines")),
                  Text.of(rack.text("quarantined"))));
      table.print(screen());
    }
    return ExitCode.OK;
  }
}

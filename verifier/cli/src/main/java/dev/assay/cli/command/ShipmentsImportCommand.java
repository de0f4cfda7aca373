package dev.assay.cli.command;

import dev.assay.cli.input.InputFile;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Verifier;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// Imports a manifest.
@CommandLine.Command(
    name = "import",
    description = "Import a manifest, all of it or nothing.",
    footer = {
      "",
      "FILE has a line of column names and then a line for each machine, with commas between:",
      "ek_sha256 (the machine's id, or SHA-256 of the key in the EK certificate) or ek_serial (the",
      "certificate's serial number), model, shipment, and chassis_serial and rack where known."
    })
final class ShipmentsImportCommand extends VerifierCommand {
  @Parameters(paramLabel = "FILE", description = "The manifest, CSV.")
  private String file = "";

  ShipmentsImportCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var csv = InputFile.sent(file, surroundings());
    var answer = verifier.post("/shipments", Verifier.body().put("csv", csv));
    if (json()) {
      print(answer);
    } else {
      screen()
          .line(
              "%d new lines are imported; %d waiting machines became ACTIVE."
                  .formatted(answer.path("lines").asInt(), answer.path("activated").size()));
    }
    return ExitCode.OK;
  }
}

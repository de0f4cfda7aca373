package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Verifier;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// Confirms a board model that a machine proposed.
@CommandLine.Command(
    name = "confirm",
    description = "Confirm a board model that a machine proposed.")
final class ModelsConfirmCommand extends VerifierCommand {
  @Parameters(paramLabel = "MODEL", description = "The board model's name.")
  private String model = "";

  ModelsConfirmCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var answer = verifier.post("/models/confirm", Verifier.body().put("model", model));
    if (json()) {
      print(answer);
    } else {
      screen().line("%s is confirmed.".formatted(model));
    }
    return ExitCode.OK;
  }
}

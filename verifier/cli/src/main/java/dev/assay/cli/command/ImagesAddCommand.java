package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Verifier;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// Adds an OS image.
@CommandLine.Command(
    name = "add",
    description = "Add an OS image: a name that golden sets of the OS belong to.")
final class ImagesAddCommand extends VerifierCommand {
  @Parameters(paramLabel = "IMAGE", description = "The OS image's name.")
  private String image = "";

  ImagesAddCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var answer = verifier.post("/images", Verifier.body().put("image", image));
    if (json()) {
      print(answer);
    } else {
      screen().line("%s is added. Give it to roles: `assay images assign`.".formatted(image));
    }
    return ExitCode.OK;
  }
}

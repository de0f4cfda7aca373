package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Verifier;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// Gives roles or labels an OS image.
@CommandLine.Command(
    name = "assign",
    description =
        "Give roles or labels an OS image: their machines are held to its golden sets. A role's"
            + " image comes before a label's. Refused where machines would become UNTRUSTED by it,"
            + " until you say why, and where a machine's labels would lead to two images.")
final class ImagesAssignCommand extends ImageHoldersCommand {
  @Parameters(paramLabel = "IMAGE", description = "The OS image's name.")
  private String image = "";

  ImagesAssignCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    return change(
        verifier, "assign", () -> Verifier.body().put("image", image), "the OS image " + image);
  }
}

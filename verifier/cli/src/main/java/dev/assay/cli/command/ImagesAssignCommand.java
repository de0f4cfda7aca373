package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Verifier;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Gives roles an OS image.
@CommandLine.Command(
    name = "assign",
    description =
        "Give roles an OS image: their machines are held to its golden sets. Refused where machines"
            + " would become UNTRUSTED by it, until you say why.")
final class ImagesAssignCommand extends ImageRolesCommand {
  @Parameters(paramLabel = "IMAGE", description = "The OS image's name.")
  private String image = "";

  @Option(
      names = "--role",
      required = true,
      arity = "1..*",
      split = ",",
      paramLabel = "ROLE",
      description = "The roles that have it from now on.")
  private List<String> roles = List.of();

  ImagesAssignCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    return change(
        verifier,
        roles,
        "assign",
        () -> Verifier.body().put("image", image),
        "the OS image " + image);
  }
}

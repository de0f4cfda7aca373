package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Verifier;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Takes the OS image of roles away.
@CommandLine.Command(
    name = "unassign",
    description =
        "Take the OS image of roles away: their machines are held to the OS sets of their board"
            + " models. Refused where machines would become UNTRUSTED by it, until you say why.")
final class ImagesUnassignCommand extends ImageRolesCommand {
  @Option(
      names = "--role",
      required = true,
      arity = "1..*",
      split = ",",
      paramLabel = "ROLE",
      description = "The roles.")
  private List<String> roles = List.of();

  ImagesUnassignCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    return change(verifier, roles, "unassign", Verifier::body, "no OS image");
  }
}

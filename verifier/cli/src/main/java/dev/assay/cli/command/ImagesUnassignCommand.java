package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Verifier;
import picocli.CommandLine;

/// Takes the OS image of roles or labels away.
@CommandLine.Command(
    name = "unassign",
    description =
        "Take the OS image of roles or labels away: their machines are held to the OS sets of their"
            + " board models. Refused where machines would become UNTRUSTED by it, until you say"
            + " why.")
final class ImagesUnassignCommand extends ImageHoldersCommand {
  ImagesUnassignCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    return change(verifier, "unassign", Verifier::body, "no OS image");
  }
}

package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Machines;
import dev.assay.cli.verifier.Verifier;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// Retires a machine for good.
@CommandLine.Command(
    name = "retire",
    description = "Retire a machine that left the fleet. Its TPM stays refused from then on.")
final class RetireCommand extends VerifierCommand {
  @Parameters(paramLabel = "MACHINE", description = "Host name, or six or more digits of the id.")
  private String machine = "";

  RetireCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var found = Machines.of(verifier).named(machine);
    var answer = verifier.post("/machines/" + found.id() + "/retire", Verifier.body());
    if (json()) {
      print(answer);
    } else {
      screen().line("%s is retired.".formatted(found.named()));
    }
    return ExitCode.OK;
  }
}

package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Machines;
import dev.assay.cli.verifier.Verifier;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// Says that machines are in a rack.
@CommandLine.Command(name = "set", description = "Say that machines are in a rack.")
final class RacksSetCommand extends VerifierCommand {
  @Parameters(
      index = "0",
      paramLabel = "RACK",
      description = "What the rack is called; \"\" takes the machines out of theirs.")
  private String rack = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "MACHINE",
      description = "Host names, or six or more digits of the ids.")
  private List<String> names = List.of();

  RacksSetCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    if (!rack.equals(rack.replaceAll("[,\\r\\n]", ""))) {
      throw new CommandFailed(ExitCode.USAGE, "A rack's name has no comma and no line end.");
    }
    var csv = new StringBuilder("machine,rack\n");
    for (var machine : Machines.of(verifier).named(names)) {
      csv.append(machine.id()).append(',').append(rack).append('\n');
    }
    RacksImportCommand.send(verifier, csv.toString(), this);
    return ExitCode.OK;
  }
}

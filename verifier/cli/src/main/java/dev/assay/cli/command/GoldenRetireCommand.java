package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.GoldenSets;
import dev.assay.cli.verifier.Verifier;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// Takes a golden set out of force.
@CommandLine.Command(
    name = "retire",
    description =
        "Take a golden set out of force. Machines of its model become UNKNOWN where no other is in"
            + " force.")
final class GoldenRetireCommand extends VerifierCommand {
  @Parameters(paramLabel = "ID", description = "Six or more characters of the id.")
  private String id = "";

  GoldenRetireCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var set = GoldenSets.of(verifier, "").named(id);
    var answer =
        verifier.post("/golden/" + Verifier.encoded(set.id()) + "/retire", Verifier.body());
    if (json()) {
      print(answer);
    } else {
      screen()
          .line("Golden set %s (%s, %s) is retired.".formatted(set.id(), set.model(), set.layer()));
    }
    return ExitCode.OK;
  }
}

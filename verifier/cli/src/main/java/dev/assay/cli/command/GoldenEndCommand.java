package dev.assay.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.GoldenSets;
import dev.assay.cli.verifier.Verifier;
import picocli.CommandLine.Parameters;

/// Takes a golden set out of force, one way or another.
abstract class GoldenEndCommand extends VerifierCommand {
  private final String act;
  private final String done;

  @Parameters(paramLabel = "ID", description = "Six or more characters of the id.")
  private String id = "";

  /// @param act the last part of the request's path
  /// @param done what the set then is
  GoldenEndCommand(Surroundings surroundings, String act, String done) {
    super(surroundings);
    this.act = act;
    this.done = done;
  }

  /// What the request says.
  abstract ObjectNode body();

  @Override
  final ExitCode run(Verifier verifier) throws CommandFailed {
    var set = GoldenSets.of(verifier, "").named(id);
    var answer = verifier.post("/golden/" + Verifier.encoded(set.id()) + "/" + act, body());
    if (json()) {
      print(answer);
    } else {
      screen()
          .line(
              "Golden set %s (%s, %s) is %s.".formatted(set.id(), set.model(), set.layer(), done));
    }
    return ExitCode.OK;
  }
}

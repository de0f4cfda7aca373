package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.RolloutReport;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Shows how far an update is.
@CommandLine.Command(
    name = "rollout",
    description =
        "Show how many machines of a model are on which firmware, and which still have to update."
            + " Ends with 1 where more have updated than were meant to.")
final class GoldenRolloutCommand extends VerifierCommand {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description = "The board model.")
  private String model = "";

  GoldenRolloutCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var answer = verifier.get("/golden/rollout", Map.of("model", model));
    var rollout = new Fields(answer);
    if (json()) {
      print(answer);
    } else {
      RolloutReport.print(rollout, surroundings().ages(), screen());
    }
    return rollout.list("sets", set -> set.flag("beyondShare")).contains(true)
        ? ExitCode.BAD_NEWS
        : ExitCode.OK;
  }
}

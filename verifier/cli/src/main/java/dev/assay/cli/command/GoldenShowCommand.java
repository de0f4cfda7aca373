package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.GoldenSetView;
import dev.assay.cli.verifier.GoldenSets;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.ConfidenceReport;
import dev.assay.cli.view.GoldenReport;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// Shows one golden set with its events.
@CommandLine.Command(name = "show", description = "Show a golden set: every event with its rule.")
final class GoldenShowCommand extends VerifierCommand {
  @Parameters(paramLabel = "ID", description = "Six or more characters of the id.")
  private String id = "";

  GoldenShowCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var found = GoldenSets.of(verifier, "").named(id);
    var answer = verifier.get("/golden/" + Verifier.encoded(found.id()));
    if (json()) {
      print(answer);
    } else {
      GoldenReport.print(GoldenSetView.of(new Fields(answer)), surroundings().ages(), screen());
      verifier
          .find("/golden/" + Verifier.encoded(found.id()) + "/sources")
          .ifPresent(
              said -> ConfidenceReport.print(new Fields(said), surroundings().ages(), screen()));
    }
    return ExitCode.OK;
  }
}

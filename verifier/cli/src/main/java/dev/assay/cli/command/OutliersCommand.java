package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.OutlierReport;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Lists machines that differ from their siblings.
@CommandLine.Command(
    name = "outliers",
    description =
        "List the machines that show what few of their siblings do, the rarest first; also where no"
            + " golden set exists.",
    footer = {"", "Ends with 0 where there is none, with 1 where there is one."})
final class OutliersCommand extends VerifierCommand {
  @Option(names = "--model", paramLabel = "MODEL", description = "Only those of this board model.")
  private String model = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "At most so many machines, 1 to 200 (default: 50).")
  private String limit = "";

  OutliersCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var answer = verifier.get("/outliers", Map.of("model", model, "limit", limit));
    if (json()) {
      print(answer);
    } else {
      new OutlierReport(new Fields(answer), screen()).print();
    }
    return answer.path("outliers").isEmpty() ? ExitCode.OK : ExitCode.BAD_NEWS;
  }
}

package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.GoldenSets;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.PreviewTable;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows what a golden set would change, before it does.
@CommandLine.Command(
    name = "preview",
    description =
        "Show whose verdict would change if a golden set came into force, or went out of it: the"
            + " latest evidence of all machines of its model is judged again. Ends with 1 where"
            + " machines would become UNTRUSTED.")
final class GoldenPreviewCommand extends VerifierCommand {
  @Parameters(paramLabel = "ID", description = "Six or more characters of the id.")
  private String id = "";

  @Option(names = "--beside", description = "As with `activate --until`: the old set stays.")
  private boolean beside;

  @Option(names = "--end", description = "What if it went out of force?")
  private boolean end;

  GoldenPreviewCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var set = GoldenSets.of(verifier, "").named(id);
    var answer =
        verifier.get(
            "/golden/" + Verifier.encoded(set.id()) + "/preview",
            Map.of("besideTheOld", beside ? "true" : "", "end", end ? "true" : ""));
    if (json()) {
      print(answer);
    } else {
      PreviewTable.print(new Fields(answer), screen());
    }
    return new Fields(answer).number("untrusted") > 0 ? ExitCode.BAD_NEWS : ExitCode.OK;
  }
}

package dev.assay.cli.command;

import dev.assay.cli.golden.GoldenDocument;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.GoldenSets;
import dev.assay.cli.verifier.Verifier;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// Writes a golden set as a file.
@CommandLine.Command(
    name = "export",
    description =
        "Print a golden set as a file: what people sign, and their signatures so far. It can live"
            + " in a git repository.",
    footer = {"", "Example:", "  assay golden export 06701694da71-os > os.json"})
final class GoldenExportCommand extends VerifierCommand {
  @Parameters(paramLabel = "ID", description = "Six or more characters of the id.")
  private String id = "";

  GoldenExportCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var set = GoldenSets.of(verifier, "").named(id);
    var answer = verifier.get("/golden/" + Verifier.encoded(set.id()));
    screen().program(GoldenDocument.text(set.id(), answer.toString()));
    return ExitCode.OK;
  }
}

package dev.assay.cli.command;

import dev.assay.cli.input.InputFile;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.GoldenSetView;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.GoldenReport;
import dev.assay.cli.view.GoldenTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// Brings golden sets to the verifier.
@CommandLine.Command(
    name = "import",
    description =
        "Bring golden sets to the verifier from files. With enough signatures a set is approved;"
            + " with fewer it is a draft, which you put forward. Signatures of a set that is there"
            + " join it.")
final class GoldenImportCommand extends VerifierCommand {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of golden sets.")
  private List<String> names = List.of();

  GoldenImportCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var answers = Verifier.body();
    var list = answers.putArray("sets");
    var sets = new ArrayList<GoldenSetView>();
    for (var name : names) {
      var bytes = InputFile.read(name, surroundings()).bytes().toArray();
      var answer = verifier.post("/golden/import", new String(bytes, StandardCharsets.UTF_8));
      list.add(answer);
      sets.add(GoldenSetView.of(new Fields(answer)));
    }
    if (json()) {
      print(answers);
    } else {
      GoldenTable.print(sets, surroundings().ages(), screen());
      GoldenReport.printNext(sets, screen());
    }
    return ExitCode.OK;
  }
}

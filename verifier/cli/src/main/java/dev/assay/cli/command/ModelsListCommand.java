package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.ModelTable;
import picocli.CommandLine;

/// Lists board models.
@CommandLine.Command(name = "list", description = "List board models, confirmed and proposed.")
final class ModelsListCommand extends VerifierCommand {
  ModelsListCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var answer = verifier.get("/models");
    var models = new Fields(answer).list("models", model -> model);
    if (json()) {
      print(answer);
    } else if (models.isEmpty()) {
      screen().remark("There is no board model yet; machines that enroll propose one.");
    } else {
      ModelTable.print(models, surroundings().ages(), screen());
    }
    return ExitCode.OK;
  }
}

package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.HookTable;
import picocli.CommandLine;

/// Lists hooks.
@CommandLine.Command(name = "list", description = "List hooks and how they do.")
final class HooksListCommand extends VerifierCommand {
  HooksListCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var answer = verifier.get("/hooks");
    if (json()) {
      print(answer);
    } else {
      HookTable.print(new Fields(answer), surroundings().ages(), screen());
    }
    return ExitCode.OK;
  }
}

package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.HookTable;
import picocli.CommandLine;

/// Lists deliveries that were given up.
@CommandLine.Command(name = "dead", description = "List deliveries that were given up.")
final class HooksDeadCommand extends VerifierCommand {
  HooksDeadCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var answer = verifier.get("/hooks/dead");
    if (json()) {
      print(answer);
    } else {
      HookTable.dead(new Fields(answer), surroundings().ages(), screen());
    }
    return ExitCode.OK;
  }
}

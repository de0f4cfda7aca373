package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.QuarantineReport;
import picocli.CommandLine;

/// Lists who is out.
@CommandLine.Command(
    name = "list",
    description =
        "List suspect, held, quarantined and returning machines, and what held ones share.")
final class QuarantineListCommand extends VerifierCommand {
  QuarantineListCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var answer = verifier.get("/quarantine");
    if (json()) {
      print(answer);
    } else {
      QuarantineReport.print(new Fields(answer), surroundings().ages(), screen());
    }
    return ExitCode.OK;
  }
}

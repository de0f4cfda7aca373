package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.Machines;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.PolicyReport;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// Shows what leads to quarantine.
@CommandLine.Command(
    name = "policy",
    description =
        "Show what leads to quarantine and for which machines; for a machine, the rule that holds"
            + " and why.")
final class QuarantinePolicyCommand extends VerifierCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "MACHINE",
      description = "A host name, or six or more digits of the id.")
  private String name = "";

  QuarantinePolicyCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var path =
        name.isEmpty()
            ? "/quarantine/policy"
            : "/quarantine/"
                + Machines.of(verifier).named(List.of(name)).getFirst().id()
                + "/policy";
    var answer = verifier.get(path);
    if (json()) {
      print(answer);
    } else if (name.isEmpty()) {
      PolicyReport.print(new Fields(answer), screen());
    } else {
      PolicyReport.printMachine(new Fields(answer), screen());
    }
    return ExitCode.OK;
  }
}

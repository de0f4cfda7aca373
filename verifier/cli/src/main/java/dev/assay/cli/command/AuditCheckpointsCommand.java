package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.AuditPages;
import dev.assay.cli.verifier.Verifier;
import picocli.CommandLine;

/// Prints checkpoints to keep.
@CommandLine.Command(
    name = "checkpoints",
    description =
        "Print what the verifier signed of its log, as JSON lines. Keep them away from the"
            + " verifier: `assay audit verify --checkpoint FILE` holds the log against them.")
final class AuditCheckpointsCommand extends VerifierCommand {
  AuditCheckpointsCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var checkpoints = new AuditPages(verifier).checkpoints();
    checkpoints.forEach(checkpoint -> program(checkpoint.write()));
    if (checkpoints.isEmpty()) {
      screen().remark("No checkpoint is signed yet; the first comes with the first entries.");
    }
    return ExitCode.OK;
  }
}

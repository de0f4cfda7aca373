package dev.assay.cli.command;

import dev.assay.audit.AuditJson;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.AuditPages;
import dev.assay.cli.verifier.Verifier;
import java.util.Map;
import picocli.CommandLine;

/// Prints the whole log for programs.
@CommandLine.Command(
    name = "export",
    description =
        "Print the whole log as JSON lines; `assay audit verify FILE` checks such a file.")
final class AuditExportCommand extends VerifierCommand {
  AuditExportCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    new AuditPages(verifier).entries(Map.of(), line -> program(AuditJson.write(line)));
    return ExitCode.OK;
  }
}

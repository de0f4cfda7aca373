package dev.assay.cli.command;

import dev.assay.audit.AuditJson;
import dev.assay.audit.AuditLine;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.AuditPages;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.AuditTable;
import java.util.ArrayList;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Lists what was done.
@CommandLine.Command(name = "list", description = "List what was done, by whom, to what.")
final class AuditListCommand extends VerifierCommand {
  @Option(
      names = "--actor",
      paramLabel = "NAME",
      description = "Only what this token's holder did.")
  private String actor = "";

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only since a time in UTC, as 2026-11-22T12:00:00Z.")
  private String since = "";

  @Option(
      names = "--on",
      paramLabel = "WHAT",
      description = "Only what was done to this, as machine:4444dddd or token:; the start will do.")
  private String on = "";

  AuditListCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var filter = Map.of("actor", actor, "since", since, "on", on);
    var lines = new ArrayList<AuditLine>();
    new AuditPages(verifier).entries(filter, lines::add);
    if (json()) {
      lines.forEach(line -> program(AuditJson.write(line)));
    } else if (lines.isEmpty()) {
      screen().remark("The audit log has no such entry.");
    } else {
      AuditTable.print(lines, screen());
    }
    return ExitCode.OK;
  }
}

package dev.assay.cli.command;

import dev.assay.audit.SignedCheckpoint;
import dev.assay.cli.audit.CheckpointFile;
import dev.assay.cli.audit.LogCheck;
import dev.assay.cli.audit.LogFile;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.AuditPages;
import dev.assay.cli.verifier.ConnectionFile;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.AuditCheckReport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Checks the log.
@CommandLine.Command(
    name = "verify",
    description = {
      "Check the audit log of the verifier, or of an exported file: every hash is computed here"
          + " anew.",
      "Ends with 0 where the log is whole, 1 where it is not, with the place."
    })
final class AuditVerifyCommand extends Command {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "A log of `assay audit export`, - for the standard input; else the verifier's.")
  private String file = "";

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "Checkpoints that you kept; may be given several times.")
  private List<String> checkpointFiles = List.of();

  @Option(
      names = "--key",
      paramLabel = "ID",
      description = "The id of a key whose checkpoints count; may be given several times.")
  private List<String> keys = List.of();

  AuditVerifyCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run() throws CommandFailed {
    var held = new ArrayList<SignedCheckpoint>();
    for (var name : checkpointFiles) {
      held.addAll(CheckpointFile.read(name, surroundings()));
    }
    var check = file.isEmpty() ? ofVerifier(held) : ofFile(held);
    var report = new AuditCheckReport(check, !held.isEmpty());
    if (json()) {
      print(report.json());
    } else {
      report.print(screen());
    }
    return check.wrong().isEmpty() ? ExitCode.OK : ExitCode.BAD_NEWS;
  }

  private LogCheck ofFile(List<SignedCheckpoint> held) throws CommandFailed {
    var check = new LogCheck(held, new HashSet<>(keys));
    new LogFile(file).entries(surroundings(), check::next);
    return check;
  }

  // Checkpoints first: the log may grow meanwhile, and then holds what they say all the same.
  private LogCheck ofVerifier(List<SignedCheckpoint> held) throws CommandFailed {
    try (var verifier = new Verifier(new ConnectionFile(surroundings()).load())) {
      var pages = new AuditPages(verifier);
      var all = new ArrayList<>(held);
      all.addAll(pages.checkpoints());
      var check = new LogCheck(all, new HashSet<>(keys));
      pages.entries(Map.of(), check::next);
      return check;
    }
  }
}

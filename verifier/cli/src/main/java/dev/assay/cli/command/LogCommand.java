package dev.assay.cli.command;

import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.cli.input.InputFile;
import dev.assay.cli.log.LogJson;
import dev.assay.cli.log.LogReport;
import dev.assay.cli.log.LogTable;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Reads an event log, offline.
@CommandLine.Command(
    name = "log",
    description =
        "Read a firmware event log: its events, and the PCR values after them. Asks no verifier.",
    footer = {
      "",
      "Ends with 0 where the log was read, 1 where a violation forbids to trust any machine with it"
          + " (warnings and notes don't), 2 where it is no log."
    })
final class LogCommand extends Command {
  @Parameters(
      paramLabel = "FILE",
      description =
          "The log, for one /sys/kernel/security/tpm0/binary_bios_measurements; - is the standard"
              + " input.")
  private String file = "";

  @Option(
      names = "--extends",
      description = "Print a line per measured event, as tpm2_pcrextend takes them.")
  private boolean extendLines;

  LogCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run() throws CommandFailed {
    var report = report();
    if (extendLines) {
      report.extendLines().forEach(screen()::line);
    } else if (json()) {
      print(LogJson.of(report));
    } else {
      LogTable.print(report, screen());
    }
    return report.forbidsTrust() ? ExitCode.BAD_NEWS : ExitCode.OK;
  }

  private LogReport report() throws CommandFailed {
    var input = InputFile.read(file, surroundings());
    try {
      return LogReport.of(input.bytes());
    } catch (MalformedInput e) {
      throw input.unusable("is no event log: %s at byte %d".formatted(e.reason(), e.offset()), e);
    }
  }
}

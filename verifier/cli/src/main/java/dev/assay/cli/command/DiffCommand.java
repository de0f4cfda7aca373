package dev.assay.cli.command;

import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.cli.input.InputFile;
import dev.assay.cli.log.DiffJson;
import dev.assay.cli.log.DiffReport;
import dev.assay.cli.log.DiffTable;
import dev.assay.cli.log.LogReport;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// Compares two event logs, offline.
@CommandLine.Command(
    name = "diff",
    description =
        "Compare two firmware event logs, event by event: what was added, is missing, changed or"
            + " moved, and in which fields. Asks no verifier, and judges neither.",
    footer = {
      "",
      "Example:",
      "  assay diff sibling.log /sys/kernel/security/tpm0/binary_bios_measurements",
      "",
      "Ends with 0 where both tell of the same measurements, 1 where they don't, 2 where one is no"
          + " log."
    })
final class DiffCommand extends Command {
  @Parameters(index = "0", paramLabel = "A", description = "A log; - is the standard input.")
  private String a = "";

  @Parameters(index = "1", paramLabel = "B", description = "The log to compare it with.")
  private String b = "";

  DiffCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run() throws CommandFailed {
    var report = report();
    if (json()) {
      print(DiffJson.of(report));
    } else {
      DiffTable.print(report, screen());
    }
    return report.diff().same() ? ExitCode.OK : ExitCode.BAD_NEWS;
  }

  private DiffReport report() throws CommandFailed {
    var first = log(a);
    var second = log(b);
    try {
      return DiffReport.of(a, first, b, second);
    } catch (IllegalArgumentException e) {
      throw new CommandFailed(
          ExitCode.USAGE, "%s and %s can't be compared: %s.".formatted(a, b, e.getMessage()), e);
    }
  }

  private LogReport log(String file) throws CommandFailed {
    var input = InputFile.read(file, surroundings());
    try {
      return LogReport.of(input.bytes());
    } catch (MalformedInput e) {
      throw input.unusable("is no event log: %s at byte %d".formatted(e.reason(), e.offset()), e);
    }
  }
}

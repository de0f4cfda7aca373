package dev.assay.cli.command;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.cli.log.LogJson;
import dev.assay.cli.log.LogReport;
import dev.assay.cli.log.LogTable;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
      "Ends with 0 where the log was read, 1 where findings forbid to trust any machine with it, 2"
          + " where it is no log."
    })
final class LogCommand extends Command {
  /// More than the parser takes, so that it is the parser who names its limit.
  private static final int MAX_BYTES = 16 << 20;

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
    try {
      return LogReport.of(Bytes.wrap(read()));
    } catch (MalformedInput e) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "%s is no event log: %s at byte %d.".formatted(file, e.reason(), e.offset()),
          e);
    }
  }

  private byte[] read() throws CommandFailed {
    try (var bytes = file.equals("-") ? surroundings().input() : opened()) {
      return bytes.readNBytes(MAX_BYTES);
    } catch (NoSuchFileException e) {
      throw new CommandFailed(
          ExitCode.USAGE, "There is no file %s; check the path.".formatted(file), e);
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "%s can't be read; check its permissions and that it is a file.".formatted(file),
          e);
    }
  }

  private InputStream opened() throws IOException {
    return Files.newInputStream(Path.of(file));
  }
}

package dev.assay.cli.command;

import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.Replay;
import dev.assay.appraisal.ima.ImaList;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.cli.ima.ImaJson;
import dev.assay.cli.ima.ImaReport;
import dev.assay.cli.ima.ImaTable;
import dev.assay.cli.input.InputFile;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.HarmlessWriter;
import dev.assay.cli.terminal.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Reads an IMA measurement list, offline.
@CommandLine.Command(
    name = "ima",
    description =
        "Read an IMA measurement list: its entries, and PCR 10 after them. Asks no verifier.",
    footer = {
      "",
      "Ends with 0 where the list was read, 1 where findings forbid to trust any machine with it, 2"
          + " where it is no list."
    })
final class ImaCommand extends Command {
  @Parameters(
      paramLabel = "FILE",
      description =
          "The list, for one /sys/kernel/security/ima/binary_runtime_measurements; - is the"
              + " standard input.")
  private String file = "";

  @Option(
      names = "--log",
      paramLabel = "FIRMWARE_LOG",
      description = "The firmware's event log of the same boot; boot_aggregate is held against it.")
  private String log = "";

  @Option(
      names = "--pcr10",
      paramLabel = "ALG:HEX",
      description =
          "PCR 10 as it was quoted, as in sha256:1d4f…; the entries that it covers are looked for."
              + " Once per bank.")
  private List<String> quoted = List.of();

  ImaCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run() throws CommandFailed {
    var pcr10 = pcr10();
    var report = ImaReport.of(list(), pcr10, firmware());
    if (json()) {
      printJson(report);
    } else {
      ImaTable.print(report, screen());
    }
    return report.findings().isEmpty() ? ExitCode.OK : ExitCode.BAD_NEWS;
  }

  private void printJson(ImaReport report) {
    var out = new HarmlessWriter(screen().out());
    try {
      ImaJson.write(report, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    screen().gap();
  }

  private List<Digest> pcr10() throws CommandFailed {
    var values = new ArrayList<Digest>();
    for (var value : quoted) {
      values.add(digest(value));
    }
    return List.copyOf(values);
  }

  private static Digest digest(String value) throws CommandFailed {
    var colon = Math.max(0, value.indexOf(':'));
    try {
      return HashAlgorithm.ofLabel(value.substring(0, colon))
          .map(algorithm -> Digest.of(algorithm, value.substring(colon + 1)))
          .orElseThrow(() -> new IllegalArgumentException("no algorithm"));
    } catch (IllegalArgumentException e) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "%s is no value of PCR 10; write it as sha256: and 64 hexadecimal digits."
              .formatted(value),
          e);
    }
  }

  private ImaList list() throws CommandFailed {
    var input = read(file, ImaList.MAX_SIZE);
    try {
      return ImaList.parse(input.bytes());
    } catch (MalformedInput e) {
      throw unusable(input, "IMA list", e);
    }
  }

  private Optional<PcrValues> firmware() throws CommandFailed {
    if (log.isEmpty()) {
      return Optional.empty();
    }
    var input = read(log, EventLog.MAX_SIZE);
    try {
      return Optional.of(Replay.of(EventLog.parse(input.bytes())).values());
    } catch (MalformedInput e) {
      throw unusable(input, "event log", e);
    }
  }

  private static CommandFailed unusable(InputFile input, String what, MalformedInput e) {
    return input.unusable("is no %s: %s at byte %d".formatted(what, e.reason(), e.offset()), e);
  }

  /// One byte more than the parser takes, so that it is the parser who names its limit.
  private InputFile read(String name, int limit) throws CommandFailed {
    return InputFile.read(name, surroundings(), limit + 1);
  }
}

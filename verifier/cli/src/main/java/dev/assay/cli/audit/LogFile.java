package dev.assay.cli.audit;

import dev.assay.audit.AuditJson;
import dev.assay.audit.AuditLine;
import dev.assay.audit.Malformed;
import dev.assay.cli.input.InputFile;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// An exported audit log: a file of JSON lines, of any length. `-` is the standard input.
public record LogFile(String name) {
  /// Gives each entry, in the order of the file.
  ///
  /// @throws CommandFailed (2) where the file can't be read; (1) where a line of it is none of an
  ///   audit log
  public void entries(Surroundings at, Consumer<AuditLine> taker) throws CommandFailed {
    long entries = InputFile.reading(name, at, bytes -> entries(bytes, taker));
    if (entries == 0) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "%s holds no audit log; make one with `assay audit export`.".formatted(name));
    }
  }

  private long entries(InputStream bytes, Consumer<AuditLine> taker)
      throws IOException, CommandFailed {
    var lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    long number = 0;
    for (var text = next(lines); !text.isEmpty(); text = next(lines)) {
      number++;
      taker.accept(entry(text, number));
    }
    return number;
  }

  // One line; a longer one than any entry has is cut, and then no entry. Empty at the end, which an
  // empty line is too: nothing may stand behind it.
  private static String next(BufferedReader lines) throws IOException {
    var text = new StringBuilder();
    int next = lines.read();
    while (next >= 0 && next != '\n' && text.length() <= AuditJson.LONGEST_LINE) {
      text.append((char) next);
      next = lines.read();
    }
    if (text.isEmpty() && next == '\n') {
      return "\n";
    }
    return text.toString();
  }

  private AuditLine entry(String text, long number) throws CommandFailed {
    try {
      return AuditJson.read(text);
    } catch (Malformed malformed) {
      throw new CommandFailed(
          ExitCode.BAD_NEWS,
          "Line %d of %s is no entry of an audit log: %s."
              .formatted(number, name, malformed.reason()),
          malformed);
    }
  }
}

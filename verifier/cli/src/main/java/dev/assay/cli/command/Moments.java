package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/// Times as people type them: a moment, or how far away it is.
final class Moments {
  private static final Pattern AWAY = Pattern.compile("([1-9][0-9]{0,4})([dhm])");

  private Moments() {}

  /// The time: `2026-12-24T18:00:00Z`, or `14d`, `12h`, `30m` from now.
  ///
  /// @throws CommandFailed (2) where it is neither
  static Instant of(String option, String text, InstantSource clock) throws CommandFailed {
    var away = AWAY.matcher(text);
    if (away.matches()) {
      long number = Long.parseLong(away.group(1));
      return clock
          .instant()
          .plus(
              switch (away.group(2)) {
                case "d" -> Duration.ofDays(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofMinutes(number);
              });
    }
    return at(option, text);
  }

  /// The moment: `2026-12-24T18:00:00Z`.
  ///
  /// @throws CommandFailed (2) where it is none
  static Instant at(String option, String text) throws CommandFailed {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "%s is \"%s\", which is no time; give it as 2026-12-24T18:00:00Z."
              .formatted(option, text),
          e);
    }
  }
}

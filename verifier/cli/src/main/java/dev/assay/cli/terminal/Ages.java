package dev.assay.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// Points in time in words, seen from a given now. Times are UTC throughout.
public final class Ages {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Instant now;

  /// Ages as of this moment.
  public Ages(Instant now) {
    this.now = now;
  }

  /// "12 s ago", "5 min ago", "3 h ago", "9 d ago"; "never" where there is no such moment.
  public String ago(Optional<Instant> when) {
    return when.map(moment -> spoken(Duration.between(moment, now)) + " ago").orElse("never");
  }

  /// The moment and how long ago it was; "never" where there is none.
  public String moment(Optional<Instant> when) {
    return when.map(moment -> MINUTES.format(moment) + " (" + relative(moment) + ")")
        .orElse("never");
  }

  private String relative(Instant moment) {
    return moment.isAfter(now)
        ? "in " + spoken(Duration.between(now, moment))
        : ago(Optional.of(moment));
  }

  /// A span in its largest fitting unit; a negative one (clocks differ) counts as none.
  public static String spoken(Duration span) {
    var seconds = Math.max(0, span.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 2 * 3600) {
      return seconds / 60 + " min";
    }
    if (seconds < 48 * 3600) {
      return seconds / 3600 + " h";
    }
    return seconds / 86400 + " d";
  }
}

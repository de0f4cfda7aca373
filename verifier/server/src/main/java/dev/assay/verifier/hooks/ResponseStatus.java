package dev.assay.verifier.hooks;

import dev.assay.verifier.service.hooks.Attempt;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a receiver's status means: 2xx took it, everything else did not.
final class ResponseStatus {
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
  private static final Duration LONGEST_WAIT = Duration.ofHours(24);

  private ResponseStatus() {}

  static Attempt read(int status, @Nullable String retryAfter, Instant now) {
    return status / 100 == 2
        ? new Attempt.Delivered("status " + status)
        : new Attempt.Failed(
            "The receiver answered with status %d.".formatted(status),
            Optional.ofNullable(retryAfter).flatMap(text -> wait(text, now)));
  }

  // RFC 9110, section 10.2.3: seconds, or a date.
  private static Optional<Duration> wait(String text, Instant now) {
    return (SECONDS.matcher(text).matches()
            ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
            : until(text, now))
        .filter(wait -> !wait.isNegative())
        .map(wait -> wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
  }

  private static Optional<Duration> until(String text, Instant now) {
    try {
      var then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(now, then));
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }
}

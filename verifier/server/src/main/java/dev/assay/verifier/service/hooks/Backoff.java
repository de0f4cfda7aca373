package dev.assay.verifier.service.hooks;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// When to try again: twice as long each time, from two seconds to 15 minutes, of which half is
/// chance, so that many don't come back together; given up after 24 hours.
final class Backoff {
  static final Duration LONGEST = Duration.ofMinutes(15);
  static final Duration GIVE_UP = Duration.ofHours(24);

  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final int DOUBLINGS = 10;

  private Backoff() {}

  /// The time of the next try.
  ///
  /// @param attempt which one failed, from 1
  /// @param retryAfter what the receiver asked for; waited for even where it is longer
  /// @return empty: give up
  static Optional<Instant> next(
      int attempt,
      Instant madeAt,
      Optional<Duration> retryAfter,
      Instant now,
      RandomGenerator random) {
    if (!now.isBefore(madeAt.plus(GIVE_UP))) {
      return Optional.empty();
    }
    var own = jittered(attempt, random);
    var pause = retryAfter.filter(asked -> asked.compareTo(own) > 0).orElse(own);
    var last = madeAt.plus(GIVE_UP);
    var next = now.plus(pause);
    return Optional.of(next.isAfter(last) ? last : next);
  }

  /// A pause before the next try.
  static Duration jittered(int attempt, RandomGenerator random) {
    var whole = FIRST.multipliedBy(1L << Math.min(attempt - 1, DOUBLINGS));
    long millis = Math.min(whole.toMillis(), LONGEST.toMillis());
    return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
  }
}

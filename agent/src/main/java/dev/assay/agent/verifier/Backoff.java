package dev.assay.agent.verifier;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next try: random, longer and longer, bounded.
///
/// Each pause is drawn between the shortest and three times the one before ("decorrelated jitter"),
/// so that thousands of agents that lost the same verifier come back spread over time.
public final class Backoff {
  private final Duration shortest;
  private final Duration longest;
  private final RandomGenerator random;
  private Duration last;

  /// A backoff between `shortest` and `longest`. The randomness need not be secret.
  public Backoff(Duration shortest, Duration longest, RandomGenerator random) {
    if (!shortest.isPositive() || longest.compareTo(shortest) < 0) {
      throw new IllegalArgumentException("no backoff from " + shortest + " to " + longest);
    }
    this.shortest = shortest;
    this.longest = longest;
    this.random = random;
    this.last = shortest;
  }

  /// The pause before the next try.
  public Duration next() {
    var bound = Math.min(last.toMillis() * 3, longest.toMillis());
    last = Duration.ofMillis(random.nextLong(shortest.toMillis(), bound + 1));
    return last;
  }

  /// A pause near the longest, for what only a person can change.
  public Duration nextLong() {
    var millis = longest.toMillis();
    return Duration.ofMillis(random.nextLong(Math.max(1, millis / 2), millis + 1));
  }

  /// Starts over: the last try went well.
  public void reset() {
    last = shortest;
  }
}

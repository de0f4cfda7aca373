package dev.assay.agent.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @Test
  void pausesStayWithinBounds() {
    var backoff = new Backoff(SHORTEST, LONGEST, new SplittableRandom(1));

    for (var i = 0; i < 1_000; i++) {
      assertThat(backoff.next()).isBetween(SHORTEST, LONGEST);
    }
  }

  @Test
  void firstPauseIsShortAndLaterOnesGetLong() {
    var backoff = new Backoff(SHORTEST, LONGEST, new SplittableRandom(1));

    assertThat(backoff.next()).isBetween(SHORTEST, SHORTEST.multipliedBy(3));
    var longest = Duration.ZERO;
    for (var i = 0; i < 100; i++) {
      var pause = backoff.next();
      longest = pause.compareTo(longest) > 0 ? pause : longest;
    }
    assertThat(longest).isGreaterThan(Duration.ofSeconds(30));
  }

  @Test
  void pausesOfDifferentAgentsDiffer() {
    var pauses = new HashSet<Duration>();
    for (var seed = 0; seed < 50; seed++) {
      pauses.add(new Backoff(SHORTEST, LONGEST, new SplittableRandom(seed)).next());
    }
    assertThat(pauses).hasSizeGreaterThan(40);
  }

  @Test
  void successStartsOver() {
    var backoff = new Backoff(SHORTEST, LONGEST, new SplittableRandom(1));
    for (var i = 0; i < 50; i++) {
      backoff.next();
    }

    backoff.reset();

    assertThat(backoff.next()).isBetween(SHORTEST, SHORTEST.multipliedBy(3));
  }

  @Test
  void longPauseIsNearTheLongest() {
    var backoff = new Backoff(SHORTEST, LONGEST, new SplittableRandom(1));

    assertThat(backoff.nextLong()).isBetween(LONGEST.dividedBy(2), LONGEST);
  }
}

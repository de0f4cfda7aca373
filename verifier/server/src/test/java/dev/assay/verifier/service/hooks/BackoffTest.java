package dev.assay.verifier.service.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Instant MADE = Instant.parse("2026-11-29T08:00:00Z");

  @Test
  void pauseDoublesUpToAQuarterOfAnHourAndHalfOfItIsChance() {
    var random = new Random(1);
    for (int attempt = 1; attempt < 40; attempt++) {
      var whole = Duration.ofSeconds(2).multipliedBy(1L << Math.min(attempt - 1, 10));
      var most = whole.compareTo(Backoff.LONGEST) < 0 ? whole : Backoff.LONGEST;
      for (int i = 0; i < 50; i++) {
        assertThat(Backoff.jittered(attempt, random)).isBetween(most.dividedBy(2), most);
      }
    }
  }

  @Test
  void receiversWishIsRespected() {
    var asked = Optional.of(Duration.ofMinutes(7));
    assertThat(Backoff.next(1, MADE, asked, MADE, new Random(1)))
        .contains(MADE.plus(Duration.ofMinutes(7)));
  }

  @Test
  void givenUpAfterADayAndNotBefore() {
    var end = MADE.plus(Duration.ofHours(24));
    assertThat(Backoff.next(99, MADE, Optional.empty(), end.minusSeconds(1), new Random(1)))
        .contains(end);
    assertThat(Backoff.next(99, MADE, Optional.empty(), end, new Random(1))).isEmpty();
  }
}

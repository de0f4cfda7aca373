package dev.assay.verifier.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTest {
  private static final Instant LAST = Instant.parse("2026-11-22T12:00:00Z");

  @ParameterizedTest
  @CsvSource({"0, FRESH", "480, FRESH", "481, STALE", "930, STALE", "931, SILENT"})
  void ageIsMeasuredInIntervals(long seconds, Freshness expected) {
    assertThat(Freshness.of(Optional.of(LAST), Duration.ofMinutes(5), LAST.plusSeconds(seconds)))
        .isEqualTo(expected);
  }

  @Test
  void neverIsItsOwnState() {
    assertThat(Freshness.of(Optional.empty(), Duration.ofMinutes(5), LAST))
        .isEqualTo(Freshness.NEVER);
  }
}

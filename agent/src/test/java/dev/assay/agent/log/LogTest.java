package dev.assay.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class LogTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Log log =
      new Log(
          new PrintStream(written, true, StandardCharsets.UTF_8),
          Level.INFO,
          InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.678901Z")));

  @Test
  void lineHasTimeLevelTextAndFields() {
    log.info("receipt", Field.of("verdict", "TRUSTED"), Field.of("first", "two words"));

    assertThat(written.toString(StandardCharsets.UTF_8))
        .isEqualTo("2026-01-02T03:04:05.678Z INFO receipt verdict=TRUSTED first=\"two words\"\n");
  }

  @Test
  void valueCannotForgeAnotherFieldOrLine() {
    log.warn("x", Field.of("a", "1\" b=\"2\nERROR"));

    assertThat(written.toString(StandardCharsets.UTF_8)).endsWith(" WARN x a=\"1' b='2?ERROR\"\n");
  }

  @Test
  void unwantedLevelIsNotWritten() {
    log.debug("quiet");

    assertThat(written.size()).isZero();
  }
}

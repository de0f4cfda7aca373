package dev.assay.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void controlCharactersAndDirectionOverridesAreTakenOut() {
    assertThat(Printable.of("a\nb\033c\u202Ed\u2028e")).isEqualTo("a?b?c?d?e");
  }

  @Test
  void ordinaryTextOfAnyLanguageStays() {
    assertThat(Printable.of("Größe 大きさ 😀")).isEqualTo("Größe 大きさ 😀");
  }

  @Test
  void longTextIsCut() {
    assertThat(Printable.of("x".repeat(1_000), 10)).isEqualTo("x".repeat(9) + "…");
  }

  @Test
  void causeIsNamedWhereItAddsSomething() {
    assertThat(Printable.describe(new IOException("outer", new IOException("inner"))))
        .isEqualTo("outer: inner");
    assertThat(Printable.describe(new IOException(new IOException("inner"))))
        .isEqualTo("java.io.IOException: inner");
    assertThat(Printable.describe(new IOException())).isEqualTo("IOException");
  }
}

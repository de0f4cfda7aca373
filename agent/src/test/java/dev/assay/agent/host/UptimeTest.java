package dev.assay.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UptimeTest {
  @Test
  void secondsAndHundredthsBecomeMilliseconds() {
    assertThat(Uptime.millis("35031.07 69914.23\n")).isEqualTo(35_031_070);
    assertThat(Uptime.millis("0.30 0.12\n")).isEqualTo(300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12", "12.", "12.3", ".25 1.00", "1x.00 2.00"})
  void whatIsNoUptimeIsRefused(String text) {
    assertThatThrownBy(() -> Uptime.millis(text))
        .isInstanceOfAny(IndexOutOfBoundsException.class, NumberFormatException.class);
  }

  @Test
  void theKernelSaysHowLongItRuns() throws IOException {
    assertThat(Uptime.millis()).isPositive();
  }
}

package dev.assay.verifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.appraisal.OsLayerPolicy;
import dev.assay.verifier.service.ServicePolicy;
import dev.assay.verifier.service.quarantine.BlastRadius;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuarantineBeansTest {
  private static final Duration RETENTION = Duration.ofDays(2);

  private static BlastRadius radius(Duration window) {
    var config =
        new SmallRyeConfigBuilder()
            .withMapping(QuarantineConfig.class)
            .withDefaultValue("assay.quarantine.window-minutes", Long.toString(window.toMinutes()))
            .build()
            .getConfigMapping(QuarantineConfig.class);
    var service =
        new ServicePolicy(Duration.ofMinutes(5), false, OsLayerPolicy.ENFORCE, RETENTION, "test");
    return new QuarantineBeans().radius(config, service);
  }

  @Test
  void windowIsNoLongerThanWhatIsSpentIsKept() {
    assertThat(radius(RETENTION).window()).isEqualTo(RETENTION);
    assertThatThrownBy(() -> radius(RETENTION.plusMinutes(1)))
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining("2881 minutes")
        .hasMessageContaining("kept for 2 days")
        .hasMessageContaining("ASSAY_QUARANTINE_WINDOW_MINUTES")
        .hasMessageContaining("ASSAY_RETENTION_DAYS");
  }
}

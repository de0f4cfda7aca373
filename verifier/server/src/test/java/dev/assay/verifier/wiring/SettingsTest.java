package dev.assay.verifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void nothingSetIsTheEmbeddedDefault() {
    var settings = Settings.of(Map.of());

    assertThat(settings.port()).isEqualTo(8443);
    assertThat(settings.database()).isEmpty();
    assertThat(settings.certificate()).isEmpty();
    assertThat(settings.data()).endsWithRaw(Path.of("assay-data"));
  }

  @Test
  void wrongSettingSaysWhatToDo() {
    assertRefused(Map.of("ASSAY_PORT", "0"), "ASSAY_PORT");
    assertRefused(Map.of("ASSAY_PORT", "https"), "ASSAY_PORT");
    assertRefused(Map.of("ASSAY_DB_URL", "postgres://x"), "jdbc:postgresql:");
    assertRefused(Map.of("ASSAY_TLS_CERT", "/x"), "ASSAY_TLS_KEY");
  }

  @Test
  void passwordIsNotShown() {
    var settings =
        Settings.of(
            Map.of(
                "ASSAY_DB_URL", "jdbc:postgresql://db/assay",
                "ASSAY_DB_USER", "assay",
                "ASSAY_DB_PASSWORD", "hunter2"));

    assertThat(settings.toString()).doesNotContain("hunter2");
  }

  private static void assertRefused(Map<String, String> environment, String hint) {
    assertThatThrownBy(() -> Settings.of(environment))
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining(hint);
  }
}

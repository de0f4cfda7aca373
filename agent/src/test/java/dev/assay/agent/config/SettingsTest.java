package dev.assay.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.agent.log.Level;
import dev.assay.agent.tpm.AkScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {
  @TempDir private Path folder;

  @Test
  void defaultsStandWhereNothingIsSaid() throws Exception {
    var settings = Settings.resolve(Map.of(), Map.of(), Optional.of(file("")));

    assertThat(settings.verifier()).isEmpty();
    assertThat(settings.state()).isEqualTo(Path.of("/var/lib/assay-agent"));
    assertThat(settings.tpm()).hasToString("device:/dev/tpmrm0");
    assertThat(settings.ak()).isEqualTo(AkScheme.ECDSA_P256);
    assertThat(settings.bindToServerCertificate()).isFalse();
  }

  @Test
  void fileGoesBeforeDefault() throws Exception {
    var file = file("# comment\n\n log-level = debug \nstate=\"/a b\"\n");

    var settings = Settings.resolve(Map.of(), Map.of(), Optional.of(file));

    assertThat(settings.logLevel()).isEqualTo(Level.DEBUG);
    assertThat(settings.state()).isEqualTo(Path.of("/a b"));
  }

  @Test
  void environmentGoesBeforeFile() throws Exception {
    var settings =
        Settings.resolve(
            Map.of(), Map.of("ASSAY_LOG_LEVEL", "warn"), Optional.of(file("log-level = debug")));

    assertThat(settings.logLevel()).isEqualTo(Level.WARN);
  }

  @Test
  void flagGoesBeforeEnvironment() throws Exception {
    var settings =
        Settings.resolve(
            Map.of(Setting.LOG_LEVEL, "error"),
            Map.of("ASSAY_LOG_LEVEL", "warn"),
            Optional.of(file("")));

    assertThat(settings.logLevel()).isEqualTo(Level.ERROR);
  }

  @Test
  void emptyVariableCountsAsAbsent() throws Exception {
    var settings =
        Settings.resolve(
            Map.of(), Map.of("ASSAY_LOG_LEVEL", ""), Optional.of(file("log-level = debug")));

    assertThat(settings.logLevel()).isEqualTo(Level.DEBUG);
  }

  @Test
  void variableNamesTheFile() throws Exception {
    var environment = Map.of("ASSAY_AGENT_CONFIG", file("ak = rsa").toString());

    assertThat(Settings.resolve(Map.of(), environment, Optional.empty()).ak())
        .isEqualTo(AkScheme.RSASSA_2048);
  }

  @Test
  void unknownKeyNamesLineAndNearestKey() throws IOException {
    var file = file("state = /x\nverifer = a:1\n");

    assertThatThrownBy(() -> Settings.resolve(Map.of(), Map.of(), Optional.of(file)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(file + " line 2: unknown key 'verifer'; did you mean 'verifier'?");
  }

  @Test
  void keyGivenTwiceIsAnError() throws IOException {
    var file = file("state = /x\nstate = /y\n");

    assertThatThrownBy(() -> Settings.resolve(Map.of(), Map.of(), Optional.of(file)))
        .hasMessageContaining("line 2: 'state' is set a second time");
  }

  @Test
  void lineWithoutEqualsIsAnError() throws IOException {
    var file = file("state /x");

    assertThatThrownBy(() -> Settings.resolve(Map.of(), Map.of(), Optional.of(file)))
        .hasMessageContaining("line 1: expected 'key = value'");
  }

  @Test
  void namedFileMustExist() {
    assertThatThrownBy(
            () -> Settings.resolve(Map.of(), Map.of(), Optional.of(folder.resolve("absent.conf"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("absent.conf");
  }

  @Test
  void wrongValueNamesItsPlace() throws IOException {
    var file = file("\nak = dsa");

    assertThatThrownBy(() -> Settings.resolve(Map.of(), Map.of(), Optional.of(file)))
        .hasMessage(file + " line 2: 'dsa' is not one of ecc, rsa");
    assertThatThrownBy(
            () -> Settings.resolve(Map.of(), Map.of("ASSAY_VERIFIER", "x"), Optional.of(file)))
        .hasMessageStartingWith("ASSAY_VERIFIER: 'x' is not HOST:PORT");
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void exampleShowsEverySettingWithItsDefault(Setting setting) throws IOException {
    var example = Files.readString(Path.of("src/main/dist/etc/agent.conf"));

    assertThat(example).contains("#" + setting.key() + " = ");
    if (!setting.defaultValue().isEmpty()) {
      assertThat(example).contains("#" + setting.key() + " = " + setting.defaultValue() + "\n");
    }
  }

  @Test
  void exampleIsReadWhenUncommented() throws Exception {
    var example =
        Files.readString(Path.of("src/main/dist/etc/agent.conf")).replaceAll("(?m)^#(?=[a-z])", "");

    var settings = Settings.resolve(Map.of(), Map.of(), Optional.of(file(example)));

    assertThat(settings.verifier()).contains(new VerifierAddress("assay.example.net", 8443));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("agent.conf"), text);
  }
}

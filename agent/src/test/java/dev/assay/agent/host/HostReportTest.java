package dev.assay.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostReportTest {
  @TempDir private Path folder;

  @Test
  void stringsComeFromTheKernelsFolder() throws IOException {
    Files.writeString(folder.resolve("sys_vendor"), "Vendor Inc.\n");
    Files.writeString(folder.resolve("board_name"), "X11\n");

    var facts = HostReport.read(folder, Optional.empty(), "1.2.3");

    assertThat(facts.getSystemVendor()).isEqualTo("Vendor Inc.");
    assertThat(facts.getBoardName()).isEqualTo("X11");
    assertThat(facts.getBoardSerial()).isEmpty();
    assertThat(facts.getAgentVersion()).isEqualTo("1.2.3");
    assertThat(facts.getHostName()).isNotEmpty();
  }

  @Test
  void stringsComeFromAJsonFile() throws IOException {
    var file =
        Files.writeString(
            folder.resolve("dmi.json"),
            "{\n"
                + " \"bios_date\": \"\", \"product_name\": \"a\\\"b\\u00e9\\n"
                + "\",\"bios_version\":\"1.0\"}\n");

    var facts = HostReport.read(file, Optional.empty(), "");

    assertThat(facts.getProductName()).isEqualTo("a\"bé?");
    assertThat(facts.getBiosVersion()).isEqualTo("1.0");
  }

  @Test
  void hostNameCanBeSet() throws IOException {
    assertThat(HostReport.read(folder, Optional.of("node-7"), "").getHostName())
        .isEqualTo("node-7");
  }

  @Test
  void hostWithoutSmbiosReportsItsNameAlone() throws IOException {
    var facts = HostReport.read(folder.resolve("none"), Optional.empty(), "1");

    assertThat(facts.getSystemVendor()).isEmpty();
    assertThat(facts.getHostName()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"a\":1}",
        "{\"a\":\"b\"",
        "{\"a\":\"b\"} x",
        "{\"a\":\"\\u12\"}",
        "{\"a\"}"
      })
  void anythingButAnObjectOfStringsIsRefused(String text) throws IOException {
    var file = Files.writeString(folder.resolve("dmi.json"), text);

    assertThatThrownBy(() -> HostReport.read(file, Optional.empty(), ""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no JSON object of strings");
  }

  @Test
  void longTextIsCutBetweenCharacters() {
    var bounded = HostReport.bounded("é".repeat(200));

    assertThat(bounded.getBytes(StandardCharsets.UTF_8)).hasSize(256);
    assertThat(bounded).isEqualTo("é".repeat(128));
  }
}

package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.SampleBoot;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Captured boots beside their baselines.
class DiffCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path home = Path.of("");

  private static String log(String boot) {
    return TestResource.captures().resolve(boot).resolve("binary_bios_measurements").toString();
  }

  /// In folder of the captures, so that the names in the output are short.
  private AssayCall.Result diff(String a, String b, String... options) {
    var arguments = new String[options.length + 3];
    arguments[0] = "diff";
    arguments[1] = a;
    arguments[2] = b;
    System.arraycopy(options, 0, arguments, 3, options.length);
    return new AssayCall(home).run(arguments);
  }

  private JsonNode json(String a, String b) {
    try {
      return JSON.readTree(diff(log(a), log(b), "--json").out());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"clean-A2", "implant-oprom", "boot-cmdline", "reboot-A1"})
  void differencesAreToldInWords(String boot) {
    var result = diff(log("clean-A1"), log(boot));
    assertThat(result.out().replace(TestResource.captures().toString() + "/", ""))
        .isEqualTo(TestResource.text("screens/diff-" + boot + ".txt"));
    assertThat(result.code()).isEqualTo(boot.equals("reboot-A1") ? 0 : 1);
  }

  @Test
  void jsonHasTheDocumentedShape() {
    var result = json("clean-A1", "clean-A2");
    assertThat(result.properties().stream().map(Map.Entry::getKey))
        .containsExactly("same", "banks", "pcrs", "differences");
    assertThat(result.path("same").asBoolean()).isFalse();
    assertThat(result.path("banks")).hasSize(2);
    var pcr = result.path("pcrs").path(1);
    assertThat(pcr.path("pcr").asInt()).isEqualTo(1);
    assertThat(pcr.path("same").asBoolean()).isFalse();
    assertThat(pcr.path("counts").path("changed").asInt()).isEqualTo(4);
    var difference = result.path("differences").path(0);
    assertThat(difference.properties().stream().map(Map.Entry::getKey))
        .containsExactly("kind", "pcr", "a", "b", "fields");
    assertThat(difference.path("kind").asText()).isEqualTo("CHANGED");
    assertThat(difference.path("a").path("index").asInt()).isEqualTo(12);
    assertThat(difference.path("a").path("digests").path("sha256").asText()).hasSize(64);
    assertThat(difference.path("fields").findValuesAsText("field")).contains("content.path");
  }

  @Test
  void addedEventStandsInTheSecondLogAlone() {
    var differences = json("clean-A1", "implant-oprom").path("differences");
    assertThat(differences.path(0).path("kind").asText()).isEqualTo("ADDED");
    assertThat(differences.path(0).has("a")).isFalse();
    assertThat(json("implant-oprom", "clean-A1").path("differences").path(0).path("kind").asText())
        .isEqualTo("MISSING");
  }

  @Test
  void logsWithoutACommonBankCanNotBeCompared() {
    var sha384 = SampleBoot.into(LogBuilder.withBanks(HashAlgorithm.SHA384), "01").bytes();
    var file = TestFile.write(home.resolve("sha384"), sha384.toArray());
    var result = diff(log("clean-A1"), file.toString());
    assertThat(result.err()).contains("can't be compared", "no bank").hasLineCount(1);
    assertThat(result.code()).isEqualTo(2);
  }

  /// A log as a confidential computing guest has it: SHA-384, and its Spec ID event in register 1.
  private Path guest(String name, String action) {
    var specId = EventData.specId(List.of(HashAlgorithm.SHA384));
    var log =
        LogBuilder.withHeader(
                LogBuilder.sha1Record(1, EventType.NO_ACTION, specId), HashAlgorithm.SHA384)
            .event(1, EventType.EFI_ACTION, "the same")
            .event(2, EventType.EFI_ACTION, action);
    return TestFile.write(home.resolve(name), log.bytes().toArray());
  }

  @Test
  void guestsHaveRegistersAndNoPcrs() {
    var a = guest("a", "one").toString();
    var b = guest("b", "another").toString();
    assertThat(diff(a, b).out())
        .contains("register 2  1 changed", "The same: register 1")
        .doesNotContain("PCR");
    assertThat(new AssayCall(home).run("log", a).out())
        .contains("EVENT  REGISTER", "REGISTER  BANK")
        .doesNotContain("PCR  ");
  }

  @Test
  void registersAreNotComparedWithPcrs() {
    var pcrs = SampleBoot.into(LogBuilder.withBanks(HashAlgorithm.SHA384), "01").bytes();
    var file = TestFile.write(home.resolve("sha384"), pcrs.toArray());
    var result = diff(guest("guest", "one").toString(), file.toString());
    assertThat(result.err()).contains("can't be compared", "registers").hasLineCount(1);
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void whatIsNoLogIsSaidToBe() {
    var garbage = TestFile.write(home.resolve("garbage"), "this is no event log at all");
    var result = diff(log("clean-A1"), garbage.toString());
    assertThat(result.err()).contains("is no event log").hasLineCount(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void terminalShowsColours() {
    var result =
        new AssayCall(home).onTerminal(100).run("diff", log("clean-A1"), log("implant-fw"));
    assertThat(result.out()).contains("[33mchanged");
  }
}

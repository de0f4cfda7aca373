package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImaCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LIST = "ima/binary_runtime_measurements";

  @TempDir Path home = Path.of("");

  static List<Path> boots() throws IOException {
    return TestResource.capturedBoots();
  }

  private AssayCall.Result ima(Path list, String... options) {
    return new AssayCall(home)
        .run(
            Stream.concat(Stream.of("ima", list.toString()), Arrays.stream(options))
                .toArray(String[]::new));
  }

  private static Path file(String boot, String name) {
    return TestResource.captures().resolve(boot).resolve(name);
  }

  private static String observed(Path boot, String bank) throws IOException {
    return bank + ":" + Files.readString(boot.resolve("ima/pcr10." + bank)).strip();
  }

  /// The list of a boot with one byte of its only entry changed.
  private Path altered(String boot, String before, String after) throws IOException {
    var text = Files.readString(file(boot, LIST), StandardCharsets.ISO_8859_1);
    assertThat(text).contains(before);
    return Files.writeString(
        home.resolve("altered"), text.replace(before, after), StandardCharsets.ISO_8859_1);
  }

  private JsonNode json(AssayCall.Result result) throws IOException {
    return JSON.readTree(result.out());
  }

  @ParameterizedTest
  @MethodSource("boots")
  void listOfEveryBootFitsItsLogAndItsTpm(Path boot) throws IOException {
    var result =
        ima(
            boot.resolve(LIST),
            "--log=" + boot.resolve("binary_bios_measurements"),
            "--pcr10=" + observed(boot, "sha256"),
            "--pcr10=" + observed(boot, "sha1"),
            "--json");
    assertThat(result.code()).isZero();
    var list = json(result);
    assertThat(list.path("findings")).isEmpty();
    assertThat(list.path("bootAggregate").path("result").asText()).isEqualTo("matches");
    assertThat(list.path("explained").path("banks").path("sha256").asText()).isEqualTo("OWN_HASH");
  }

  @Test
  void tableShowsEntriesAndValues() throws IOException {
    var boot = TestResource.captures().resolve("clean-B");
    var result =
        ima(
            boot.resolve(LIST),
            "--log=" + boot.resolve("binary_bios_measurements"),
            "--pcr10=" + observed(boot, "sha256"));
    assertThat(result.out()).isEqualTo(TestResource.text("screens/ima-clean-B.txt"));
  }

  @Test
  void jsonHasTheDocumentedShape() throws IOException {
    var list = json(ima(file("ima-evil-A1", LIST), "--json"));
    assertThat(names(list)).containsExactly("templateHash", "entries", "pcrs", "findings");
    var entry = list.path("entries").path(17);
    assertThat(names(entry))
        .containsExactly("index", "pcr", "template", "templateHash", "trust", "data");
    assertThat(entry.path("trust").asText()).isEqualTo("VERIFIED_DATA");
    assertThat(entry.path("data").path("name").asText()).isEqualTo("/host/evil");
    assertThat(entry.path("data").path("digest").path("algorithm").asText()).isEqualTo("sha256");
    assertThat(names(list.path("pcrs"))).containsExactly("sha1", "sha256", "sha384", "sha512");
    assertThat(names(list.path("pcrs").path("sha256").path("10")))
        .containsExactly("ownHash", "listDigest");
  }

  private static List<String> names(JsonNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  @Test
  void alteredEntryForbidsTrust() throws IOException {
    var result = ima(altered("ima-evil-A1", "/host/evil", "/host/good"));
    assertThat(result.out()).contains("VIOLATION").contains("IMA_ENTRY_ALTERED").contains("17");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void listOfAnotherBootForbidsTrust() throws IOException {
    var result =
        ima(
            file("ima-A1", LIST),
            "--log=" + file("implant-fw", "binary_bios_measurements"),
            "--json");
    assertThat(json(result).path("findings").path(0).path("code").asText())
        .isEqualTo("IMA_BOOT_AGGREGATE_DIFFERS");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void listWithoutItsBeginningForbidsTrust() throws IOException {
    var whole = Files.readAllBytes(file("ima-A1", LIST));
    var rest = home.resolve("rest");
    Files.write(rest, Arrays.copyOfRange(whole, 106, whole.length));
    var result = ima(rest, "--log=" + file("ima-A1", "binary_bios_measurements"), "--json");
    assertThat(json(result).path("findings").path(0).path("code").asText())
        .isEqualTo("IMA_BOOT_AGGREGATE_MISSING");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void pcrThatTheListDoesNotExplainForbidsTrust() throws IOException {
    var evil = TestResource.captures().resolve("ima-evil-A1");
    var result = ima(file("ima-A1", LIST), "--pcr10=" + observed(evil, "sha256"), "--json");
    assertThat(json(result).path("findings").path(0).path("code").asText())
        .isEqualTo("IMA_PCR_NOT_EXPLAINED");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void bootAggregateOfABankThatTheLogLacksIsNoPass() throws IOException {
    var sha1Only = home.resolve("sha1");
    // TCG_PCR_EVENT: an EV_SEPARATOR of PCR 0, a digest of zeros, no data.
    Files.write(sha1Only, new byte[] {0, 0, 0, 0, 4}, StandardOpenOption.CREATE);
    Files.write(sha1Only, new byte[27], StandardOpenOption.APPEND);
    var result = ima(file("ima-A1", LIST), "--log=" + sha1Only, "--json");
    assertThat(json(result).path("findings").path(0).path("code").asText())
        .isEqualTo("IMA_BOOT_AGGREGATE_NOT_COMPARED");
    assertThat(result.code()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha256:00", "sha257:00", "00", ":", "sha1=0000"})
  void valueThatIsNoneIsAskedForAgain(String value) {
    var result = ima(file("ima-A1", LIST), "--pcr10", value);
    assertThat(result.err()).contains("is no value of PCR 10").hasLineCount(1);
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void garbageIsNoList() {
    var result = ima(TestFile.write(home.resolve("garbage"), "10 abc ima-ng sha1:00 /init"));
    assertThat(result.err()).contains("is no IMA list").hasLineCount(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void logThatIsNoneIsNamed() {
    var list = file("ima-A1", LIST);
    var result = ima(list, "--log=" + list);
    assertThat(result.err()).contains(list + " is no event log").hasLineCount(1);
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void missingFileIsSaidToBeMissing() {
    var result = ima(home.resolve("nothing"));
    assertThat(result.err()).contains("There is no file").hasLineCount(1);
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void listComesFromTheStandardInput() throws IOException {
    var result =
        new AssayCall(home).typing(Files.readAllBytes(file("ima-A1", LIST))).run("ima", "-");
    assertThat(result.out()).startsWith("IMA list, sha1 template hashes, 64 entries");
  }

  @Test
  void nameThatSteersATerminalIsHarmless() throws IOException {
    var result = ima(altered("ima-evil-A1", "/host/evil", "/h\u001b[2Jevil"));
    assertThat(result.out()).contains("/h[2Jevil").doesNotContain("\u001b");
  }
}

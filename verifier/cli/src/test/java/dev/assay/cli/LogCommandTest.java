package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.SampleBoot;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LogCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int IMA_PCR = 10;

  @TempDir Path home = Path.of("");

  static List<Path> boots() throws IOException {
    return TestResource.capturedBoots();
  }

  private AssayCall.Result log(Path file, String... options) {
    var arguments = Arrays.copyOf(options, options.length + 2);
    arguments[options.length] = "log";
    arguments[options.length + 1] = file.toString();
    return new AssayCall(home).run(reversed(arguments, options.length));
  }

  private static String[] reversed(String[] arguments, int options) {
    var ordered = new String[arguments.length];
    System.arraycopy(arguments, options, ordered, 0, 2);
    System.arraycopy(arguments, 0, ordered, 2, options);
    return ordered;
  }

  private static Path logOf(String boot) {
    return TestResource.captures().resolve(boot).resolve("binary_bios_measurements");
  }

  @ParameterizedTest
  @MethodSource("boots")
  void replayedValuesAreThoseOfTheTpm(Path boot) throws IOException {
    var result = log(boot.resolve("binary_bios_measurements"), "--json");
    assertThat(result.code()).isZero();
    var observed = JSON.readTree(boot.resolve("pcrs.json").toFile());
    var replayed = JSON.readTree(result.out()).path("pcrs");
    assertThat(replayed.size()).isEqualTo(observed.size());
    for (var bank : replayed.properties()) {
      assertThat(bank.getValue().size()).isGreaterThanOrEqualTo(8);
      for (var pcr : bank.getValue().properties()) {
        if (!outsideTheLog(boot, pcr.getKey())) {
          assertThat(pcr.getValue())
              .as("%s %s PCR %s", boot.getFileName(), bank.getKey(), pcr.getKey())
              .isEqualTo(observed.path(bank.getKey()).path(pcr.getKey()));
        }
      }
    }
  }

  /// IMA extends PCR 10 on its own; in one boot PCR 0 was extended behind the log's back.
  private static boolean outsideTheLog(Path boot, String pcr) {
    return pcr.equals(Integer.toString(IMA_PCR))
        || (boot.endsWith("extraextend-A1") && pcr.equals("0"));
  }

  @Test
  void tableShowsEventsAndValues() {
    assertThat(log(logOf("clean-A1")).out())
        .isEqualTo(TestResource.text("screens/log-clean-A1.txt"));
  }

  @Test
  void jsonHasTheDocumentedShape() throws IOException {
    var log = JSON.readTree(log(logOf("clean-A1"), "--json").out());
    assertThat(names(log)).containsExactly("format", "banks", "events", "pcrs", "findings");
    assertThat(log.path("format").asText()).isEqualTo("crypto-agile");
    assertThat(log.path("banks")).isEqualTo(JSON.readTree("[\"sha1\",\"sha256\"]"));
    var event = log.path("events").path(3);
    assertThat(names(event))
        .containsExactly("index", "pcr", "type", "typeId", "digests", "trust", "data");
    assertThat(event.path("type").asText()).isEqualTo("EV_EFI_PLATFORM_FIRMWARE_BLOB");
    assertThat(event.path("typeId").asLong()).isEqualTo(0x80000008L);
    assertThat(event.path("digests").path("sha256").asText())
        .isEqualTo("82a0445201cb49945461acc6ed78426700fb7e92819862edc55ba3ad4559b135");
    assertThat(event.path("data").path("base").asLong()).isEqualTo(9437184);
    assertThat(log.path("pcrs").path("sha256").path("0").asText()).hasSize(64);
  }

  private static List<String> names(JsonNode node) {
    return node.properties().stream().map(java.util.Map.Entry::getKey).toList();
  }

  @Test
  void extendLinesAreAsTpm2PcrextendTakesThem() {
    var lines = log(logOf("clean-A1"), "--extends").out().lines().toList();
    assertThat(lines)
        .hasSize(48)
        .allMatch(line -> line.matches("\\d+:sha1=\\p{XDigit}{40},sha256=\\p{XDigit}{64}"));
    assertThat(lines.getFirst()).startsWith("0:sha1=1489f923");
  }

  @Test
  void garbageIsNoLog() {
    var file = TestFile.write(home.resolve("garbage"), "this is no event log at all, but text");
    var result = log(file);
    assertThat(result.err()).contains("is no event log").hasLineCount(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void truncatedLogIsNoLog() throws IOException {
    var whole = Files.readAllBytes(logOf("clean-A1"));
    var cut = home.resolve("cut");
    Files.write(cut, Arrays.copyOf(whole, whole.length - 3));
    assertThat(log(cut).code()).isEqualTo(2);
  }

  @Test
  void missingFileIsSaidToBeMissing() {
    var result = log(home.resolve("nothing"));
    assertThat(result.err()).contains("There is no file").hasLineCount(1);
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void logComesFromTheStandardInput() throws IOException {
    var result =
        new AssayCall(home)
            .typing(Files.readAllBytes(logOf("clean-A1")))
            .run("log", "-", "--extends");
    assertThat(result.out().lines()).hasSize(48);
  }

  @Test
  void sha1LogIsReadButForbidsTrust() throws IOException {
    var file = home.resolve("sha1");
    Files.write(file, sha1Log());
    var result = log(file);
    assertThat(result.out()).startsWith("sha1-only event log").contains("VIOLATION");
    assertThat(result.code()).isEqualTo(1);
    assertThat(
            JSON.readTree(log(file, "--json").out()).path("findings").path(0).path("code").asText())
        .isEqualTo("EVENT_LOG_NOT_CRYPTO_AGILE");
  }

  /// As Windows leaves a bank that it stops logging: nothing but a warning where it is SHA-1.
  @ParameterizedTest
  @CsvSource({"SHA1, WARNING, 0", "SHA384, VIOLATION, 1"})
  void bankWithoutItsLastEventsForbidsTrustWhereItIsStrong(
      HashAlgorithm closed, String severity, int code) throws IOException {
    var log = LogBuilder.withBanks(closed, HashAlgorithm.SHA256);
    var events = SampleBoot.into(log, "01").log().events().size();
    log.change(events - 1, last -> without(closed, last));
    var file = TestFile.write(home.resolve("closed"), log.bytes().toArray());
    var result = log(file, "--json");
    var findings = JSON.readTree(result.out()).path("findings");
    assertThat(findings).hasSize(1);
    assertThat(findings.path(0).path("code").asText()).isEqualTo("BANK_INCOMPLETE");
    assertThat(findings.path(0).path("severity").asText()).isEqualTo(severity);
    assertThat(result.code()).isEqualTo(code);
  }

  private static LogBuilder.Entry without(HashAlgorithm bank, LogBuilder.Entry entry) {
    var digests = new LinkedHashMap<>(entry.digests());
    digests.remove(bank);
    return new LogBuilder.Entry(entry.pcr(), entry.type(), digests, entry.data());
  }

  /// TCG_PCR_EVENT only: an EV_SEPARATOR in PCR 0 (PFP, section "TCG_PCClientPCREvent Structure").
  private static byte[] sha1Log() {
    var digest = new byte[20];
    Arrays.fill(digest, (byte) 0x42);
    return ByteBuffer.allocate(36)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0)
        .putInt(4)
        .put(digest)
        .putInt(4)
        .put("\0\0\0\0".getBytes(StandardCharsets.US_ASCII))
        .array();
  }
}

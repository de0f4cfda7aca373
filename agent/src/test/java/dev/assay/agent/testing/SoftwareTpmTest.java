package dev.assay.agent.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.agent.tpm.TpmAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftwareTpmTest {

  private static final Path CAPTURES =
      Path.of("../verifier/appraisal/src/test/resources/captures").toAbsolutePath().normalize();
  private static final String QUOTED_BY_FIRMWARE = "0,1,2,3,4,5,6,7,8,9,14";

  /// A captured boot of a virtual machine: what its kernel read from its TPM is the truth.
  @ParameterizedTest
  @ValueSource(strings = {"clean-A1", "clean-B", "implant-fw"})
  void filledFromALogItHasThePcrsOfTheMachine(String capture) throws Exception {
    Path folder = CAPTURES.resolve(capture);
    try (SoftwareTpm tpm = SoftwareTpm.fresh().withoutCertificate().start()) {
      tpm.fill(folder.resolve("binary_bios_measurements"));

      Map<String, String> expected = recorded(folder.resolve("pcrs.json"));
      Map<String, String> read =
          read(tpm, "sha1:" + QUOTED_BY_FIRMWARE + "+sha256:" + QUOTED_BY_FIRMWARE);

      assertThat(read).hasSize(22);
      assertThat(expected).containsAllEntriesOf(read);
    }
  }

  @Test
  void filledFromALogOfFourBanksItHasFour() throws Exception {
    Path folder = CAPTURES.resolve("banks-C1");
    try (SoftwareTpm tpm =
        SoftwareTpm.fresh()
            .withoutCertificate()
            .banks("sha1", "sha256", "sha384", "sha512")
            .start()) {
      tpm.fill(folder.resolve("binary_bios_measurements"));

      Map<String, String> read = read(tpm, "sha384:0,2,4,7+sha512:0,2,4,7");
      assertThat(read).hasSize(8);
      assertThat(recorded(folder.resolve("pcrs.json"))).containsAllEntriesOf(read);
    }
  }

  @Test
  void startupLocalityOfTheLogIsWherePcr0Begins(@TempDir Path folder) throws Exception {
    Path log = Files.write(folder.resolve("log"), logOfStartupLocality3());
    try (SoftwareTpm tpm = SoftwareTpm.fresh().withoutCertificate().start()) {
      tpm.fill(log);

      assertThat(read(tpm, "sha256:0").values()).containsExactly("00".repeat(31) + "03");
    }
  }

  /// The Spec ID event with SHA-256 alone, then StartupLocality 3 (TCG PC Client PFP, section
  /// 10.4.5.3).
  private static byte[] logOfStartupLocality3() {
    ByteBuffer log = ByteBuffer.allocate(32 + 33 + 67).order(ByteOrder.LITTLE_ENDIAN);
    log.putInt(0).putInt(3).put(new byte[20]).putInt(33);
    log.put("Spec ID Event03\0".getBytes(StandardCharsets.US_ASCII)).putInt(0);
    log.put(new byte[] {0, 2, 0, 2}).putInt(1).putShort((short) 0x000B).putShort((short) 32);
    log.put((byte) 0);
    log.putInt(0).putInt(3).putInt(1).putShort((short) 0x000B).put(new byte[32]).putInt(17);
    log.put("StartupLocality\0".getBytes(StandardCharsets.US_ASCII)).put((byte) 3);
    return log.array();
  }

  @Test
  void restartResetsPcrsAndCounts() throws Exception {
    try (SoftwareTpm tpm = SoftwareTpm.fresh().withoutCertificate().start()) {
      tpm.fill(CAPTURES.resolve("clean-A1/binary_bios_measurements"));
      int before = resetCount(tpm);

      tpm.restart();

      assertThat(read(tpm, "sha256:0").values()).containsExactly("00".repeat(32));
      assertThat(resetCount(tpm)).isEqualTo(before + 1);
    }
  }

  private static int resetCount(SoftwareTpm tpm) {
    Matcher matcher = Pattern.compile("reset_count: (\\d+)").matcher(tpm.tool("tpm2_readclock"));
    assertThat(matcher.find()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  @Test
  void thawedTpmIsAsItWasWhenFrozen() throws Exception {
    Path capture = Path.of("../../shared/captures/clean-A1").toAbsolutePath().normalize();
    Path state = capture.resolve("swtpm-state.tar");
    assumeTrue(Files.exists(state), () -> "no frozen TPM at " + state);
    try (SoftwareTpm tpm = SoftwareTpm.thaw(state)) {
      Map<String, String> read = read(tpm, "sha256:" + QUOTED_BY_FIRMWARE);
      assertThat(read).hasSize(11);
      assertThat(recorded(capture.resolve("pcrs.json"))).containsAllEntriesOf(read);

      tpm.restart();

      assertThat(read(tpm, "sha256:0").values()).containsExactly("00".repeat(32));
    }
  }

  @Test
  void diesWithTheJvmThatStartedIt() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Starter.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    TpmAddress address;
    try (var output = child.inputReader()) {
      address = TpmAddress.parse(output.readLine());
      RawTpm.connect(address).close();

      child.destroyForcibly().waitFor();
    }

    assertThatThrownBy(() -> awaitGone(address)).isInstanceOf(IOException.class);
  }

  private static void awaitGone(TpmAddress address) throws IOException, InterruptedException {
    for (int i = 0; i < 100; i++) {
      RawTpm.connect(address).close();
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /// What the other JVM runs: starts a TPM, says where it is, and waits to be killed.
  static final class Starter {

    private Starter() {}

    public static void main(String[] arguments) throws InterruptedException {
      SoftwareTpm tpm = SoftwareTpm.fresh().withoutCertificate().start();
      System.out.println(tpm.address());
      TimeUnit.MINUTES.sleep(1);
      tpm.close();
    }
  }

  /// "sha256 7" → hex
  private static Map<String, String> recorded(Path json) throws IOException {
    Map<String, String> values = new TreeMap<>();
    String bank = "";
    for (String line : Files.readAllLines(json)) {
      Matcher name = Pattern.compile("\"(sha\\d+)\": \\{").matcher(line);
      Matcher value = Pattern.compile("\"(\\d+)\": \"([0-9a-fA-F]+)\"").matcher(line);
      if (name.find()) {
        bank = name.group(1);
      } else if (value.find()) {
        values.put(bank + " " + value.group(1), value.group(2).toLowerCase(Locale.ROOT));
      }
    }
    return values;
  }

  /// "sha256 7" → hex, as tpm2-tools read them.
  private static Map<String, String> read(SoftwareTpm tpm, String selection) {
    Map<String, String> values = new TreeMap<>();
    String bank = "";
    for (String line : List.of(tpm.tool("tpm2_pcrread", selection).split("\n"))) {
      Matcher value = Pattern.compile("(\\d+) *: 0x([0-9A-F]+)").matcher(line);
      if (value.find()) {
        values.put(bank + " " + value.group(1), value.group(2).toLowerCase(Locale.ROOT));
      } else {
        bank = line.replace(":", "").strip();
      }
    }
    return values;
  }
}

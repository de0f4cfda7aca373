package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.agent.testing.AgentProcess;
import dev.assay.agent.testing.SoftwareTpm;
import dev.assay.appraisal.testing.CapturedEvidence;
import dev.assay.golden.GoldenJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the real agent collects from a TPM that measured a captured boot, held against that boot's
/// golden sets by hand.
class CollectedEvidenceTest {
  private static final String NONCE = "00112233445566778899aabbccddeeff";
  private static final String BOOT = "clean-A1";

  @TempDir Path home = Path.of("");
  private static SoftwareTpm tpm;

  @BeforeAll
  static void start() {
    tpm = SoftwareTpm.fresh().start();
    tpm.fill(log(BOOT));
  }

  @AfterAll
  static void stop() {
    tpm.close();
  }

  private static Path log(String boot) {
    return TestResource.captures().resolve(boot).resolve("binary_bios_measurements");
  }

  /// `assay-agent collect`, on a machine whose kernel shows this log.
  private Path collected(Path log) throws InterruptedException {
    var folder = home.resolve("evidence");
    try (var agent =
        AgentProcess.start(
            home,
            "collect",
            "--tpm=" + tpm.address(),
            "--state=" + home.resolve("state"),
            "--event-log=" + log,
            "--nonce=" + NONCE,
            "--out=" + folder)) {
      assertThat(agent.exitCode()).as(agent.err()).isZero();
    }
    return folder;
  }

  private VerifyCall.Answer verify(Path folder, String nonce) {
    var options = new ArrayList<>(List.of(folder.toString(), "--nonce", nonce));
    var active = CapturedEvidence.golden("X11-TEST", "clean-A1", "clean-A2");
    Stream.concat(active.firmware().stream(), active.os().stream())
        .forEach(
            set -> {
              var file = home.resolve(set.id() + ".json");
              options.add("--golden");
              options.add(TestFile.write(file, GoldenJson.write(set)).toString());
            });
    return new VerifyCall(home).answer(options.toArray(String[]::new));
  }

  @Test
  void bootOfItsGoldenSetsIsTrusted() throws InterruptedException {
    var answer = verify(collected(log(BOOT)), NONCE);

    assertThat(answer.doubts()).isEmpty();
    assertThat(answer.json().path("verdict").asText()).isEqualTo("TRUSTED");
    assertThat(answer.code()).isZero();
    assertThat(answer.checks().values()).containsOnly("PROVEN");
  }

  @Test
  void anotherNonceIsNotAnswered() throws InterruptedException {
    var answer = verify(collected(log(BOOT)), NONCE.replace("00", "01"));

    assertThat(answer.doubts()).containsExactly("QUOTE_NOT_BOUND");
    assertThat(answer.code()).isEqualTo(1);
  }

  @Test
  void logOfAnotherBootIsNotExplained() throws InterruptedException {
    var answer = verify(collected(log("implant-fw")), NONCE);

    assertThat(answer.doubts()).contains("REPLAY_MISMATCH");
    assertThat(answer.json().path("verdict").asText()).isEqualTo("UNTRUSTED");
  }
}

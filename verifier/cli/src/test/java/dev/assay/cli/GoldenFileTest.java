package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.GoldenSets;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.testing.CapturedEvidence;
import dev.assay.golden.GoldenJson;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A golden set goes from the verifier into a file, and a boot is held against it offline.
class GoldenFileTest extends WithVerifier {
  private static final GoldenSets.Active MODEL_A =
      CapturedEvidence.golden("X11-TEST", "clean-A1", "clean-A2");

  /// As the verifier answers: the set and its history.
  private static ObjectNode answer(GoldenSet set) {
    var answer = GoldenJson.document(set).put("state", "ACTIVE").put("createdBy", "somebody");
    answer.putArray("differences");
    return answer;
  }

  /// `assay golden show ID --json > FILE`.
  private Path shown(GoldenSet set) {
    var answer = answer(set);
    verifier().reset();
    verifier()
        .on("GET /api/v1/golden", 200, "{\"sets\":[%s]}".formatted(answer))
        .on("GET /api/v1/golden/" + set.id(), 200, answer.toString());
    var result = assay().run("golden", "show", set.id(), "--json");
    assertThat(result.code()).isZero();
    return TestFile.write(home.resolve(set.id() + ".json"), result.out());
  }

  private VerifyCall verify(String capture) {
    return VerifyCall.ofCapture(home, TestResource.captures().resolve(capture));
  }

  private String[] bothLayers() {
    return new String[] {
      "--golden", shown(MODEL_A.firmware().getFirst()).toString(),
      "--golden", shown(MODEL_A.os().getFirst()).toString()
    };
  }

  @ParameterizedTest
  @CsvSource({
    "clean-A1, TRUSTED, 0, ''",
    "nicswap-A1, TRUSTED, 0, ''",
    "implant-fw, UNTRUSTED, 1, EVENT_CHANGED",
    "implant-oprom, UNTRUSTED, 1, EVENT_ADDED",
    "boot-cmdline, UNTRUSTED, 1, EVENT_CHANGED",
    "bootvar-A1, WARNING, 1, EVENT_CHANGED",
    "extraextend-A1, UNTRUSTED, 1, REPLAY_MISMATCH"
  })
  void bootIsHeldAgainstWhatTheVerifierShows(
      String capture, String verdict, int code, String finding) {
    var answer = verify(capture).answer(bothLayers());
    assertThat(answer.json().path("verdict").asText()).isEqualTo(verdict);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.checks()).containsEntry("GOLDEN_SETS", code == 0 ? "PROVEN" : "NOT_PROVEN");
    assertThat(answer.doubts().stream().findFirst().orElse("")).isEqualTo(finding);
    assertThat(answer.json().path("goldenSets").path(0).asText()).isEqualTo("X11-TEST-firmware");
  }

  @Test
  void reportSaysTrusted() {
    assertThat(verify("clean-A1").run(bothLayers()).out())
        .isEqualTo(TestResource.text("screens/verify-trusted.txt"));
  }

  @Test
  void firmwareSetAloneTrustsFirmwareAndSaysSo() {
    var firmware = shown(MODEL_A.firmware().getFirst()).toString();
    var answer = verify("boot-cmdline").answer("--golden", firmware);
    assertThat(answer.json().path("verdict").asText()).isEqualTo("TRUSTED");
    assertThat(answer.codes()).contains("OS_LAYER_NOT_JUDGED");
  }

  @Test
  void osSetAloneIsNoMeasure() {
    var os = shown(MODEL_A.os().getFirst()).toString();
    var result = verify("clean-A1").run("--golden", os);
    assertThat(result.err()).contains("firmware layer").hasLineCount(1);
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void setsOfSeveralModelsAreNoMeasure() {
    var other = CapturedEvidence.golden("B550-TEST", "clean-B").firmware().getFirst();
    var result =
        verify("clean-A1")
            .run(
                "--golden",
                shown(other).toString(),
                "--golden",
                shown(MODEL_A.firmware().getFirst()).toString());
    assertThat(result.err()).contains("several board models").hasLineCount(1);
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void whatIsNoGoldenSetIsSaidToBe() {
    var file = TestFile.write(home.resolve("golden.json"), "{\"format\": \"assay-golden-set/1\"}");
    var result = verify("clean-A1").run("--golden", file.toString());
    assertThat(result.err()).contains("is no golden set", "missing").hasLineCount(1);
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void goldenSetNeedsALog() {
    var result = verify("clean-A1").without("--log").run(bothLayers());
    assertThat(result.err()).contains("--log").hasLineCount(1);
    assertThat(result.code()).isEqualTo(2);
  }
}

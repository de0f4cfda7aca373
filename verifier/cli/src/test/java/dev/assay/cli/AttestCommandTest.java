package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttestCommandTest extends WithVerifier {
  private static final String SHOW = "GET /api/v1/machines/" + UNTRUSTED;
  private static final String ATTEST = "POST /api/v1/machines/" + UNTRUSTED + "/attest";
  private static final String BEFORE = TestResource.text("answers/untrusted.json");

  @BeforeEach
  void connected() {
    verifier().on(ATTEST, 202, "{\"requestedAt\":\"2026-11-22T10:00:00Z\",\"connected\":true}");
  }

  private AssayCall.Result waiting(String after) {
    verifier().on(SHOW, 200, BEFORE).on(SHOW, 200, after);
    return assay().run("attest", "rack1-a4", "--wait", "--timeout", "20");
  }

  @Test
  void askingIsEnoughWithoutWait() {
    var result = assay().run("attest", "rack1-a4");
    assertThat(result.out()).isEqualTo("rack1-a4 (4444dddd4444) is asked to attest.\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void waitPrintsTheNextAppraisal() {
    var result = waiting(BEFORE.replace("09:59:50", "10:00:01"));
    assertThat(result.out()).startsWith("UNTRUSTED").contains("PCR 0, event 3");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void newTrustedVerdictIsGoodNews() {
    var result =
        waiting(BEFORE.replace("09:59:50", "10:00:01").replace("\"UNTRUSTED\"", "\"TRUSTED\""));
    assertThat(result.code()).isZero();
  }

  @Test
  void refusedEvidenceIsBadNews() {
    var result =
        waiting(
            BEFORE.replace("\"count\": 2", "\"count\": 3").replace("\"UNTRUSTED\"", "\"TRUSTED\""));
    assertThat(result.err()).contains("refused: QUOTE_NOT_BOUND");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void noEvidenceInTimeIsBadNews() {
    var result = assay().run("attest", "rack1-a4", "--wait", "--timeout", "1");
    assertThat(result.err()).contains("gave no evidence within 1 s");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void machineThatIsNotConnectedIsSaidToBe() {
    verifier().reset();
    verifier()
        .on("GET /api/v1/machines", "machines.json")
        .on(SHOW, "untrusted.json")
        .on(ATTEST, 202, "{\"requestedAt\":\"2026-11-22T10:00:00Z\",\"connected\":false}");
    var result = assay().run("attest", "rack1-a4");
    assertThat(result.out()).contains("is not connected");
    assertThat(result.code()).isEqualTo(1);
  }
}

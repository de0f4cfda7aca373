package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuarantineCommandsTest extends WithVerifier {
  private static final String DECIDE = "POST /api/v1/quarantine/" + UNTRUSTED;

  @Test
  void listNamesWhatHeldOnesShareBeforeTheMachines() {
    verifier().on("GET /api/v1/quarantine", "quarantine.json");
    assertThat(assay().run("quarantine", "list").out())
        .isEqualTo(TestResource.text("screens/quarantine.txt"));
  }

  @Test
  void emptyListSaysSo() {
    verifier()
        .on("GET /api/v1/quarantine", 200, "{\"mode\":\"ACT\",\"machines\":[],\"episodes\":[]}");
    assertThat(assay().run("quarantine", "list").out())
        .isEqualTo("Mode  act\nNo machine is suspect, held or quarantined.\n");
  }

  @Test
  void decisionCarriesItsReason() {
    verifier().on(DECIDE + "/add", 200, "{\"state\":\"QUARANTINED\",\"mode\":\"ACT\"}");
    var result = assay().run("quarantine", "add", "4444dddd", "--reason", "smoke");
    assertThat(verifier().bodyOf(DECIDE + "/add")).isEqualTo("{\"reason\":\"smoke\"}");
    assertThat(result.out()).endsWith(" is QUARANTINED.\n");
  }

  @Test
  void decisionOnRecordOnlySaysThatNobodyIsTold() {
    verifier().on(DECIDE + "/add", 200, "{\"state\":\"QUARANTINED\",\"mode\":\"RECORD\"}");
    assertThat(assay().run("quarantine", "add", "4444dddd", "--reason", "smoke").out())
        .contains("on record only");
  }

  @Test
  void releaseAgainstTheVerdictIsAFlagOfItsOwn() {
    verifier().on(DECIDE + "/release", 200, "{\"state\":\"RELEASING\",\"mode\":\"ACT\"}");
    assay().run("quarantine", "release", "4444dddd", "--reason", "x", "--accept-untrusted");
    assertThat(verifier().bodyOf(DECIDE + "/release"))
        .isEqualTo("{\"reason\":\"x\",\"acceptUntrusted\":true}");
  }

  @Test
  void missingReasonIsWrongUsage() {
    assertThat(assay().run("quarantine", "release", "4444dddd").code()).isEqualTo(2);
  }

  @Test
  void resumeThatLeavesSomebodyOutIsBadNews() {
    verifier()
        .on(
            "POST /api/v1/quarantine/resume",
            200,
            "{\"released\":[\"a\",\"b\"],\"remaining\":[\"c\"]}");
    var result = assay().run("quarantine", "resume", "--model", "X11", "--reason", "wrong set");
    assertThat(result.out()).isEqualTo("Let back: 2. Still out: 1.\n");
    assertThat(result.code()).isEqualTo(1);
    assertThat(verifier().bodyOf("POST /api/v1/quarantine/resume"))
        .isEqualTo("{\"reason\":\"wrong set\",\"model\":\"X11\"}");
  }
}

package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.testing.CapturedEvidence;
import dev.assay.golden.GoldenFile;
import dev.assay.golden.GoldenSetInvalid;
import dev.assay.golden.Proposal;
import dev.assay.golden.ProposedSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Preview, windows, progress, files, and judging again.
class RolloutCommandsTest extends WithVerifier {
  private static final String SET = "/api/v1/golden/gs-0a1b2c3d";

  @BeforeEach
  void holdsSets() {
    verifier().on("GET /api/v1/golden", "drafted.json");
  }

  @Test
  void previewShowsEachChangeAndEndsWithBadNews() {
    verifier()
        .on(
            "GET " + SET + "/preview",
            200,
            """
            {"machines": 4, "unseen": 1, "untrusted": 1, "changes": [
              {"machine": "%s", "name": "rack1-a1", "before": "TRUSTED", "after": "UNTRUSTED",
               "code": "EVENT_CHANGED", "message": "PCR 0, event 3 changed."},
              {"machine": "%s", "name": "rack1-a2", "before": "UNKNOWN", "after": "TRUSTED"}]}
            """
                .formatted(TRUSTED, SILENT));
    var result = assay().run("golden", "preview", "gs-0a1b2c3d");
    assertThat(result.out())
        .isEqualTo(
            """
            2 of 4 machines would change; 1 have no evidence that could be judged again.

            MACHINE       HOST      NOW      THEN       FIRST FINDING
            1111aaaa1111  rack1-a1  TRUSTED  UNTRUSTED  PCR 0, event 3 changed.
            2222bbbb2222  rack1-a2  UNKNOWN  TRUSTED
            """);
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void previewThatHurtsNobodyIsGoodNews() {
    verifier()
        .on(
            "GET " + SET + "/preview?besideTheOld=true",
            200,
            "{\"machines\":4,\"unseen\":0,\"untrusted\":0,\"changes\":[]}");
    var result = assay().run("golden", "preview", "gs-0a1b2c3d", "--beside");
    assertThat(result.out()).isEqualTo("0 of 4 machines would change.\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void windowMayBeGivenAsADuration() {
    verifier().on("POST " + SET + "/activate", 200, "{}");
    assay()
        .run(
            "golden",
            "activate",
            "gs-0a1b2c3d",
            "--until",
            "14d",
            "--share",
            "10",
            "--force-changes",
            "all were told");
    assertThat(verifier().bodyOf("POST " + SET + "/activate"))
        .isEqualTo(
            "{\"until\":\"2026-12-06T10:00:00Z\",\"share\":10,\"forceChangesReason\":\"all were"
                + " told\"}");
  }

  @Test
  void windowMayBeGivenAsAMoment() {
    verifier().on("POST " + SET + "/activate", 200, "{}");
    assay().run("golden", "activate", "gs-0a1b2c3d", "--until", "2026-12-24T18:00:00Z");
    assertThat(verifier().bodyOf("POST " + SET + "/activate"))
        .isEqualTo("{\"until\":\"2026-12-24T18:00:00Z\"}");
    var wrong = assay().run("golden", "activate", "gs-0a1b2c3d", "--until", "soon");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("--until").hasLineCount(1);
  }

  @Test
  void changesNeedTheOption() {
    verifier()
        .on(
            "POST " + SET + "/activate",
            409,
            "{\"status\":409,\"detail\":\"To go on, say why in forceChangesReason.\"}");
    assertThat(assay().run("golden", "activate", "gs-0a1b2c3d").err())
        .isEqualTo("assay: To go on, say why in --force-changes.\n");
  }

  @Test
  void rolloutNamesTheLaggards() {
    verifier()
        .on(
            "GET /api/v1/golden/rollout?model=TestVendor%20X11-TEST",
            200,
            """
            {"machines": 12, "sets": [
              {"goldenSet": "gs-new", "firmwareVersion": "2.0", "share": 10, "beyondShare": true,
               "machines": 3},
              {"goldenSet": "gs-old", "firmwareVersion": "1.0", "endsAt": "2026-11-23T10:00:00Z",
               "beyondShare": false, "machines": 1}],
             "laggards": [
              {"machine": "%s", "name": "rack1-a1", "goldenSet": "gs-old"},
              {"machine": "%s", "name": "rack1-a2"}]}
            """
                .formatted(TRUSTED, SILENT));
    var result = assay().run("golden", "rollout", "--model", "TestVendor X11-TEST");
    assertThat(result.out())
        .isEqualTo(
            """
            GOLDEN SET  FIRMWARE  MACHINES  MEANT FOR  ENDS
            gs-new      2.0       3 of 12   10 %       -
            gs-old      1.0       1 of 12   -          2026-11-23 10:00:00Z (in 24 h)

            Not on the newest
            MACHINE       HOST      ON
            1111aaaa1111  rack1-a1  gs-old
            2222bbbb2222  rack1-a2  none of them
            """);
    assertThat(result.code()).as("more than were meant to").isEqualTo(1);
  }

  @Test
  void exportedFileHoldsWhatIsSignedAndNothingElse() throws GoldenSetInvalid {
    var set = CapturedEvidence.golden("X11-TEST", "clean-A1", "clean-A2").os().getFirst();
    var file = new GoldenFile(new ProposedSet(set, new Proposal("olga", 2, "")), List.of());
    var answer = file.write().replaceFirst("\\{", "{\"state\": \"PROPOSED\",");
    verifier().reset();
    verifier()
        .on("GET /api/v1/golden", 200, "{\"sets\":[%s]}".formatted(answer))
        .on("GET /api/v1/golden/" + set.id(), 200, answer);
    var exported = assay().run("golden", "export", set.id()).out();
    assertThat(GoldenFile.read(exported)).contains(file);
    assertThat(exported).doesNotContain("state");
  }

  @Test
  void fileIsBroughtAsItStands() {
    verifier().on("POST /api/v1/golden/import", "golden-set.json");
    var file = TestFile.write(home.resolve("golden.json"), "{\"any\": 1}");
    var result = assay().run("golden", "import", file.toString());
    assertThat(verifier().bodyOf("POST /api/v1/golden/import")).isEqualTo("{\"any\": 1}");
    assertThat(result.out()).contains("gs-0a1b2c3d", "PROPOSED");
  }

  @Test
  void reappraisalThatDiffersIsBadNews() {
    verifier()
        .on("GET /api/v1/machines/" + TRUSTED + "/reappraisal", 200, reappraisal("TRUSTED", true))
        .on("GET /api/v1/machines/" + SILENT + "/reappraisal", 200, reappraisal("WARNING", false));
    var good = assay().run("reappraise", "--machine", "rack1-a1");
    assertThat(good.code()).isZero();
    var both = assay().run("reappraise", "--machine", "rack1-a1", "2222bb");
    assertThat(both.out())
        .isEqualTo(
            """
            MACHINE       APPRAISED                          THEN     AGAIN    FINDINGS  BY
            1111aaaa1111  2026-11-22 09:00:00Z (60 min ago)  TRUSTED  TRUSTED  the same  gs-1
            1111aaaa1111  2026-11-22 09:00:00Z (60 min ago)  TRUSTED  WARNING  differ    gs-1

            Version 1 judged then.
            """);
    assertThat(both.code()).isEqualTo(1);
  }

  private static String reappraisal(String again, boolean same) {
    return """
    {"machine": "%s", "appraisedAt": "2026-11-22T09:00:00Z", "then": "TRUSTED", "again": "%s",
     "same": %s, "goldenSets": ["gs-1"], "notes": ["Version 1 judged then."]}
    """
        .formatted(TRUSTED, again, same);
  }

  @Test
  void timeOfAReappraisalIsPassedOn() {
    var asked = "GET /api/v1/machines/" + TRUSTED + "/reappraisal?asOf=2026-11-22T09%3A00%3A00Z";
    verifier().on(asked, 200, reappraisal("TRUSTED", true));
    assertThat(
            assay()
                .run("reappraise", "--machine", "rack1-a1", "--as-of", "2026-11-22T09:00:00Z")
                .code())
        .isZero();
    assertThat(assay().run("reappraise").code()).isEqualTo(2);
  }
}

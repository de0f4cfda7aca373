package dev.assay.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.golden.GoldenDraft;
import dev.assay.appraisal.golden.Outlier;
import dev.assay.appraisal.testing.CapturedEvidence;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.GeneratedPage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every captured boot against every golden set: `docs/detection.md` is what came out, and what
/// must come out is said here.
class DetectionTest {
  private static final String INTRODUCTION =
      """
      # What is detected

      Real boots of free firmware, each with one thing changed, against golden sets made from others of them. Written by `DetectionTest`, which also
      holds each right answer; don't edit it: run that test with `-Dassay.writeConformance=true`. What each boot is stands with the boots
      (`verifier/appraisal/src/test/resources/captures/README.md`). The verdict is the one where differences of the OS layer are enforced; after the slash where they are
      only warned about, if that is another. tpmswap-A1 is here for completeness: no PCR tells of another TPM on a board, the enrollment refuses it.
      """;

  private static final GoldenSets.Active A =
      CapturedEvidence.golden("X11-TEST", "clean-A1", "clean-A2");
  private static final GoldenSets.Active B = CapturedEvidence.golden("B550-TEST", "clean-B");
  private static final GoldenSets.Active UPDATE =
      new GoldenSets.Active(
          List.of(
              CapturedEvidence.golden("X11-TEST", "fw-update-A1", "fw-update-A2")
                  .firmware()
                  .getFirst()
                  .named("X11-TEST-update")),
          A.os());
  private static final GoldenSets.Active WINDOW =
      new GoldenSets.Active(List.of(A.firmware().getFirst(), UPDATE.firmware().getFirst()), A.os());

  private static final List<String> SOUND = List.of("clean-A1", "clean-A2", "reboot-A1");
  private static final Set<String> UPDATED = Set.of("fw-update-A1", "fw-update-A2");
  private static final Set<String> OF_MODEL_B = Set.of("clean-B", "secureboot-off");
  private static final Map<String, String> SCENARIOS = scenarios();

  /// What the captures' README says of each.
  private static Map<String, String> scenarios() {
    Map<String, String> scenarios = new LinkedHashMap<>();
    Captures.readme()
        .lines()
        .map(line -> line.split("\\|", -1))
        .filter(cells -> cells.length > 5)
        .filter(cells -> Captures.names().contains(cells[1].strip()))
        .forEach(cells -> scenarios.put(cells[1].strip(), cells[3].strip()));
    assertThat(scenarios).containsOnlyKeys(Captures.names());
    return scenarios;
  }

  private static Appraisal appraise(String capture, GoldenSets golden, OsLayerPolicy osLayer) {
    return new Appraiser()
        .appraise(
            CapturedEvidence.of(capture), CapturedEvidence.expectation(capture, golden, osLayer));
  }

  private static Verdict verdict(String capture, GoldenSets golden) {
    return appraise(capture, golden, OsLayerPolicy.ENFORCE).verdict();
  }

  @Test
  void pageSaysWhatComesOut() {
    var page =
        INTRODUCTION
            + section("Golden set of model X11-TEST, from clean-A1 and clean-A2", A)
            + section("Golden set of model B550-TEST, from clean-B by a person's decision", B)
            + section("While the firmware update of model X11-TEST is rolled out", WINDOW)
            + section("After the rollout: the update's set alone", UPDATE)
            + outliers();

    GeneratedPage.check("detection.md", page);
  }

  private static String section(String title, GoldenSets golden) {
    List<List<String>> rows = new ArrayList<>();
    SCENARIOS.forEach((capture, what) -> rows.add(row(capture, what, golden)));
    return "\n## %s\n\n%s\n"
        .formatted(
            title, GeneratedPage.table(List.of("boot", "what", "verdict", "first finding"), rows));
  }

  private static List<String> row(String capture, String what, GoldenSets golden) {
    var enforced = appraise(capture, golden, OsLayerPolicy.ENFORCE);
    var warned = verdict(enforced, appraise(capture, golden, OsLayerPolicy.WARN));
    return List.of(capture, what, warned, first(enforced));
  }

  private static String verdict(Appraisal enforced, Appraisal warned) {
    return enforced.verdict() == warned.verdict()
        ? enforced.verdict().name()
        : enforced.verdict() + " / " + warned.verdict();
  }

  private static String first(Appraisal appraisal) {
    Finding first = appraisal.findings().getFirst();
    return appraisal.verdict() == Verdict.TRUSTED
        ? "–"
        : "%s: %s".formatted(first.code(), first.message());
  }

  private static String outliers() {
    List<List<String>> rows = new ArrayList<>();
    SCENARIOS.forEach(
        (capture, what) -> {
          if (!SOUND.contains(capture)) {
            rows.add(List.of(capture, what, standingOut(capture)));
          }
        });
    return """

    ## Before anyone signs: one such machine among siblings

    What learning a golden set from clean-A1, clean-A2, reboot-A1 and this boot says of it. What stands out is not in the set.

    %s
    """
        .formatted(GeneratedPage.table(List.of("boot", "what", "stands out in"), rows));
  }

  private static GoldenDraft among(String capture) {
    return GoldenDraft.ofSiblings(
        "X11-TEST",
        Stream.concat(SOUND.stream(), Stream.of(capture)).map(Captures::sibling).toList());
  }

  private static String standingOut(String capture) {
    var draft = among(capture);
    if (!draft.otherVersions().isEmpty()) {
      return "another firmware version: " + draft.otherVersions().getFirst().version();
    }
    var words = draft.outliers().stream().map(DetectionTest::words).toList();
    return words.isEmpty() ? "nothing" : String.join("<br>", words);
  }

  private static String words(Outlier outlier) {
    return outlier.words().replaceAll("([0-9a-f]{12})[0-9a-f]{28,}", "$1…");
  }

  /// What the captures' README names as the right answer, model by model; [CapturedBootsTest] holds
  /// the first finding of each.
  @Test
  void ownSetGivesTheRightAnswer() {
    CapturedBootsTest.TABLE
        .lines()
        .map(line -> line.split("\\|", -1))
        .forEach(
            cells -> {
              var capture = cells[0].strip();
              var golden = OF_MODEL_B.contains(capture) ? B : A;
              assertThat(verdict(capture, golden))
                  .as(capture)
                  .isEqualTo(Verdict.valueOf(cells[1].strip()));
            });
  }

  /// Another chip on the board moves no PCR of A1: the enrollment refuses it, no golden set can.
  @Test
  void swappedTpmIsNotForGoldenSetsToSee() {
    assertThat(verdict("tpmswap-A1", A)).isEqualTo(Verdict.TRUSTED);
  }

  @Test
  void anotherModelsSetTrustsNobody() {
    assertThat(SCENARIOS.keySet())
        .allSatisfy(
            capture ->
                assertThat(verdict(capture, OF_MODEL_B.contains(capture) ? A : B))
                    .isEqualTo(Verdict.UNTRUSTED));
  }

  @Test
  void windowTrustsOldAndNewAndNothingElse() {
    assertThat(SCENARIOS.keySet())
        .filteredOn(capture -> !OF_MODEL_B.contains(capture))
        .allSatisfy(
            capture ->
                assertThat(verdict(capture, WINDOW))
                    .isEqualTo(UPDATED.contains(capture) ? Verdict.TRUSTED : verdict(capture, A)));
  }

  @Test
  void afterTheWindowTheOldFirmwareIsUntrusted() {
    assertThat(SCENARIOS.keySet())
        .allSatisfy(
            capture ->
                assertThat(verdict(capture, UPDATE))
                    .isEqualTo(UPDATED.contains(capture) ? Verdict.TRUSTED : Verdict.UNTRUSTED));
  }

  /// Whatever a golden set holds against a boot of its firmware version, learning tells of as well.
  @Test
  void whatIsNotTrustedStandsOutAmongSiblings() {
    assertThat(SCENARIOS.keySet())
        .filteredOn(capture -> !OF_MODEL_B.contains(capture))
        .allSatisfy(
            capture -> {
              var draft = among(withOther(capture));
              var standsOut = !draft.outliers().isEmpty() || !draft.otherVersions().isEmpty();
              // An extend that no log tells of is not in any log.
              var trusted =
                  verdict(capture, A) == Verdict.TRUSTED || capture.equals("extraextend-A1");
              assertThat(standsOut).as(capture).isEqualTo(!trusted);
            });
  }

  private static String withOther(String capture) {
    return SOUND.contains(capture) ? "warmreboot-A1" : capture;
  }
}

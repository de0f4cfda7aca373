package dev.assay.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.FirmwareRolledBack;
import dev.assay.appraisal.testing.CapturedEvidence;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every captured boot, quoted by its own TPM, gets the verdict that the captures' README names,
/// and its first finding names the right PCR and event.
class CapturedBootsTest {
  /// The verdict when the OS layer is enforced, warned about, ignored; then the first finding.
  static final String TABLE =
      """
      banks-C1        | TRUSTED   | TRUSTED   | TRUSTED   | UNMEASURED_PCR_NOT_RESET | 10 |
      boot-cmdline    | UNTRUSTED | WARNING   | TRUSTED   | EVENT_CHANGED            | 8  | 40
      boot-initrd     | UNTRUSTED | WARNING   | TRUSTED   | EVENT_CHANGED            | 9  | 46
      boot-oldgrub    | UNTRUSTED | WARNING   | TRUSTED   | EVENT_CHANGED            | 4  | 32
      bootvar-A1      | WARNING   | WARNING   | WARNING   | EVENT_CHANGED            | 1  | 10
      clean-A1        | TRUSTED   | TRUSTED   | TRUSTED   | UNMEASURED_PCR_NOT_RESET | 10 |
      clean-A2        | TRUSTED   | TRUSTED   | TRUSTED   | UNMEASURED_PCR_NOT_RESET | 10 |
      clean-B         | TRUSTED   | TRUSTED   | TRUSTED   | UNMEASURED_PCR_NOT_RESET | 10 |
      diskswap-A1     | TRUSTED   | TRUSTED   | TRUSTED   | UNMEASURED_PCR_NOT_RESET | 10 |
      extraextend-A1  | UNTRUSTED | UNTRUSTED | UNTRUSTED | REPLAY_MISMATCH          | 0  |
      first-A1        | TRUSTED   | TRUSTED   | TRUSTED   | UNMEASURED_PCR_NOT_RESET | 10 |
      fw-downgrade-A1 | UNTRUSTED | UNTRUSTED | UNTRUSTED | EVENT_CHANGED            | 0  | 2
      fw-update-A1    | UNTRUSTED | UNTRUSTED | UNTRUSTED | EVENT_CHANGED            | 0  | 1
      fw-update-A2    | UNTRUSTED | UNTRUSTED | UNTRUSTED | EVENT_CHANGED            | 0  | 1
      ima-A1          | UNTRUSTED | WARNING   | TRUSTED   | EVENT_CHANGED            | 8  | 40
      ima-evil-A1     | UNTRUSTED | WARNING   | TRUSTED   | EVENT_CHANGED            | 8  | 40
      implant-fw      | UNTRUSTED | UNTRUSTED | UNTRUSTED | EVENT_CHANGED            | 0  | 3
      implant-oprom   | UNTRUSTED | UNTRUSTED | UNTRUSTED | EVENT_ADDED              | 2  | 10
      mem2-A1         | TRUSTED   | TRUSTED   | TRUSTED   | UNMEASURED_PCR_NOT_RESET | 10 |
      nicswap-A1      | TRUSTED   | TRUSTED   | TRUSTED   | UNMEASURED_PCR_NOT_RESET | 10 |
      oprom-norom-A1  | TRUSTED   | TRUSTED   | TRUSTED   | UNMEASURED_PCR_NOT_RESET | 10 |
      reboot-A1       | TRUSTED   | TRUSTED   | TRUSTED   | UNMEASURED_PCR_NOT_RESET | 10 |
      secureboot-off  | UNTRUSTED | UNTRUSTED | UNTRUSTED | SECURE_BOOT_DIFFERS      | 7  | 4
      warmreboot-A1   | TRUSTED   | TRUSTED   | TRUSTED   | UNMEASURED_PCR_NOT_RESET | 10 |
      """;

  /// A TPM on another board: no PCR says so, enrollment does.
  private static final String NOT_FOR_THE_APPRAISAL = "tpmswap-A1";

  private static final GoldenSets.Active MODEL_A =
      CapturedEvidence.golden("X11-TEST", "clean-A1", "clean-A2");
  private static final GoldenSets.Active MODEL_B = CapturedEvidence.golden("B550-TEST", "clean-B");
  private static final Set<String> OF_MODEL_B = Set.of("clean-B", "secureboot-off");

  @ParameterizedTest(name = "{0}")
  @CsvSource(textBlock = TABLE, delimiter = '|')
  void capturedBootIsJudged(
      String capture,
      Verdict enforced,
      Verdict warned,
      Verdict ignored,
      String code,
      int pcr,
      @Nullable Integer event) {
    var appraisal = appraise(capture, OsLayerPolicy.ENFORCE);

    assertThat(appraisal.authentic()).isTrue();
    assertThat(appraisal.verdict()).isEqualTo(enforced);
    assertThat(appraise(capture, OsLayerPolicy.WARN).verdict()).isEqualTo(warned);
    assertThat(appraise(capture, OsLayerPolicy.IGNORE).verdict()).isEqualTo(ignored);
    var first = appraisal.findings().getFirst();
    assertThat(first.code()).isEqualTo(code);
    assertThat(first.pcr()).hasValue(pcr);
    assertThat(first.event())
        .isEqualTo(event == null ? OptionalInt.empty() : OptionalInt.of(event));
  }

  @Test
  void everyCaptureIsInTheTable() {
    var listed = TABLE.lines().map(line -> line.substring(0, line.indexOf('|')).strip()).toList();

    assertThat(Captures.names())
        .filteredOn(name -> !name.equals(NOT_FOR_THE_APPRAISAL))
        .containsExactlyInAnyOrderElementsOf(listed);
  }

  @Test
  void soundBootHasNoFindingButTheRunningKernels() {
    assertThat(appraise("clean-A1", OsLayerPolicy.ENFORCE).findings())
        .extracting(Finding::message)
        .singleElement()
        .asString()
        .startsWith("PCR 10 (sha256) holds ");
  }

  @Test
  void implantIsNamedInWords() {
    assertThat(appraise("implant-fw", OsLayerPolicy.ENFORCE).findings().getFirst().message())
        .isEqualTo(
            "PCR 0, event 3, EV_EFI_PLATFORM_FIRMWARE_BLOB: digest 8bb789f9a97a… is not among the"
                + " golden ones 82a0445201cb….");
  }

  @Test
  void secureBootSwitchedOffIsNamed() {
    assertThat(appraise("secureboot-off", OsLayerPolicy.IGNORE).findings().getFirst().message())
        .isEqualTo("PCR 7, event 4: Secure Boot is off, and should be on.");
  }

  @Test
  void addedBootOptionIsNamed() {
    assertThat(appraise("bootvar-A1", OsLayerPolicy.ENFORCE).findings())
        .extracting(Finding::message)
        .anyMatch(text -> text.startsWith("PCR 1, event 18, EV_EFI_VARIABLE_BOOT Boot0009:"));
  }

  @Test
  void firmwareThatWentBackIsAViolationWhileBothSetsAreActive() {
    var updated = CapturedEvidence.golden("X11-TEST", "fw-update-A1", "fw-update-A2");
    var window =
        new GoldenSets.Active(
            List.of(updated.firmware().getFirst().named("updated"), MODEL_A.firmware().getFirst()),
            MODEL_A.os());

    assertThat(afterBoot("updated", "clean-A1", window).findings())
        .first()
        .isInstanceOf(FirmwareRolledBack.class);
    assertThat(afterBoot("updated", "fw-update-A1", window).verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(afterBoot("X11-TEST-firmware", "fw-update-A1", window).verdict())
        .isEqualTo(Verdict.TRUSTED);
    assertThat(afterBoot("gone", "clean-A1", window).verdict()).isEqualTo(Verdict.TRUSTED);
  }

  private static Appraisal afterBoot(String lastFirmware, String capture, GoldenSets golden) {
    var asked = CapturedEvidence.expectation(capture, golden, OsLayerPolicy.ENFORCE);
    return new Appraiser()
        .appraise(
            CapturedEvidence.of(capture),
            new Expectation(
                asked.key(),
                asked.extraData(),
                asked.selection(),
                asked.golden(),
                asked.osLayer(),
                asked.last(),
                Optional.of(lastFirmware)));
  }

  @Test
  void updatedFirmwareIsTrustedWhileBothSetsAreActive() {
    var updated = CapturedEvidence.golden("X11-TEST", "fw-update-A1", "fw-update-A2");
    var window =
        new GoldenSets.Active(
            List.of(MODEL_A.firmware().getFirst(), updated.firmware().getFirst().named("updated")),
            MODEL_A.os());

    assertThat(List.of("clean-A1", "clean-A2", "fw-update-A1", "fw-update-A2"))
        .allSatisfy(
            capture ->
                assertThat(appraise(capture, window, OsLayerPolicy.ENFORCE).verdict())
                    .isEqualTo(Verdict.TRUSTED));
    assertThat(appraise("fw-downgrade-A1", window, OsLayerPolicy.ENFORCE).verdict())
        .isEqualTo(Verdict.UNTRUSTED);
    assertThat(proven("fw-update-A1", window).goldenSetIds())
        .containsExactly("updated", "X11-TEST-os");
  }

  @Test
  void anotherModelsGoldenSetTrustsNoMachine() {
    assertThat(appraise("clean-A1", MODEL_B, OsLayerPolicy.IGNORE).verdict())
        .isEqualTo(Verdict.UNTRUSTED);
  }

  @Test
  void quoteOfTheSiblingIsNotTheMachines() {
    var appraisal =
        new Appraiser()
            .appraise(
                CapturedEvidence.of("clean-A2"),
                CapturedEvidence.expectation("clean-A1", MODEL_A, OsLayerPolicy.ENFORCE));

    assertThat(appraisal.authentic()).isFalse();
    assertThat(appraisal.verdict()).isEqualTo(Verdict.UNTRUSTED);
    assertThat(appraisal.findings()).extracting(Finding::code).containsExactly("SIGNATURE_INVALID");
  }

  @Test
  void quoteOfAnEarlierBootIsNotTakenAgain() {
    var appraisal =
        new Appraiser()
            .appraise(
                CapturedEvidence.of("first-A1"),
                CapturedEvidence.expectation("clean-A1", MODEL_A, OsLayerPolicy.ENFORCE));

    assertThat(appraisal.authentic()).isFalse();
    assertThat(appraisal.findings()).extracting(Finding::code).containsExactly("QUOTE_NOT_BOUND");
  }

  @Test
  void whatTheQuoteProvesIsHandedOut() {
    var proven = proven("clean-A1", MODEL_A);

    assertThat(proven.replayed()).isTrue();
    assertThat(proven.goldenSetIds()).containsExactly("X11-TEST-firmware", "X11-TEST-os");
    assertThat(proven.logSha256().orElseThrow().toHex())
        .isEqualTo("88c3731528e1b4e15ba6d20e121986576288fa5043c65e01f674cff8b8403845");
    assertThat(proven.clockInfo().resetCount()).isEqualTo(3);
    assertThat(proven.pcrValues().banks()).containsOnlyKeys(HashAlgorithm.SHA256);
    assertThat(proven.pcrDigest().toHex()).startsWith("3243e33741ee");
  }

  private static Proven proven(String capture, GoldenSets golden) {
    return appraise(capture, golden, OsLayerPolicy.ENFORCE).proven().orElseThrow();
  }

  private static Appraisal appraise(String capture, OsLayerPolicy osLayer) {
    return appraise(capture, OF_MODEL_B.contains(capture) ? MODEL_B : MODEL_A, osLayer);
  }

  private static Appraisal appraise(String capture, GoldenSets golden, OsLayerPolicy osLayer) {
    return new Appraiser()
        .appraise(
            CapturedEvidence.of(capture), CapturedEvidence.expectation(capture, golden, osLayer));
  }
}

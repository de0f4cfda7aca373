package dev.assay.appraisal;

import static dev.assay.appraisal.testing.SampleBoot.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.finding.EventChanged;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.GoldenFinding;
import dev.assay.appraisal.finding.NoCommonBank;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.SampleBoot;
import dev.assay.appraisal.testing.Verifier;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrSelection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What a difference weighs, and what may differ.
class GoldenComparisonTest {
  private static final String MAC = "525400000001";
  private static final GoldenSets.Active SOUND =
      Verifier.golden(SampleBoot.of("02"), SampleBoot.of("03"));

  @Test
  void otherMacAddressAndDiskAreTrusted() {
    assertThat(boot(log -> log).verdict()).isEqualTo(Verdict.TRUSTED);
  }

  @Test
  void changedBootOptionIsAWarning() {
    assertSingle(
        boot(
            log ->
                log.measureInstead(
                    SampleBoot.DISK_OPTION, SampleBoot.diskOption("Boot0002", "\\other.efi"))),
        Severity.WARNING,
        "PCR 1, event 11, EV_EFI_VARIABLE_BOOT2 Boot0002: digest ");
  }

  @Test
  void missingBootOptionIsAWarning() {
    assertSingle(
        boot(log -> log.remove(SampleBoot.DISK_OPTION)),
        Severity.WARNING,
        "PCR 1: the golden EV_EFI_VARIABLE_BOOT2 Boot0002 with digest ");
  }

  @Test
  void changedRestOfAVaryingBootOptionIsNamed() {
    var option = EventData.loadOption("PXE boot of " + MAC, EventData.macPath(MAC));

    assertSingle(
        boot(
            log ->
                log.measureInstead(
                    SampleBoot.NETWORK_OPTION, EventData.variable("Boot0001", option))),
        Severity.WARNING,
        "PCR 1, event 10, EV_EFI_VARIABLE_BOOT2 Boot0001: apart from its MAC address, which may"
            + " vary,");
  }

  @Test
  void changedPartitionTableIsAViolation() {
    var partition = "b2".repeat(15) + "01";

    assertSingle(
        boot(
            log ->
                log.measureInstead(
                    SampleBoot.DISK, EventData.gpt("a1".repeat(15) + "01", partition, partition))),
        Severity.VIOLATION,
        "PCR 5, event 22, EV_EFI_GPT_EVENT");
  }

  @Test
  void varyingEventWithoutVerifiedDataIsAViolation() {
    assertSingle(
        boot(log -> measured(log, SampleBoot.DISK, text("anything"))),
        Severity.VIOLATION,
        "PCR 5, event 22, EV_EFI_GPT_EVENT");
  }

  /// The type is covered by no digest: whoever writes the log can call anything a boot variable.
  @Test
  void codeRelabelledAsBootVariableIsAViolation() {
    assertSingle(
        boot(
            log ->
                log.insert(
                    SampleBoot.CPU_FLAGS,
                    new LogBuilder.Entry(
                        1,
                        EventType.EFI_VARIABLE_BOOT2,
                        log.digests(text("microcode")),
                        SampleBoot.diskOption("Boot0007", "\\harmless.efi")))),
        Severity.VIOLATION,
        "PCR 1, event 12, EV_EFI_VARIABLE_BOOT2 Boot0007:");
  }

  @Test
  void bootVariableThatIsNoLoadOptionIsAViolation() {
    assertSingle(
        boot(
            log ->
                log.measureInstead(
                    SampleBoot.DISK_OPTION,
                    EventData.variable("Boot0002", text("not a load option")))),
        Severity.VIOLATION,
        "PCR 1, event 11, EV_EFI_VARIABLE_BOOT2 Boot0002: digest ");
  }

  @Test
  void bootOrderThatNamesAnOptionTwiceIsAViolation() {
    assertSingle(
        boot(
            log ->
                log.measureInstead(
                    SampleBoot.BOOT_ORDER, SampleBoot.variable("BootOrder", "01000100"))),
        Severity.VIOLATION,
        "PCR 1, event 9, EV_EFI_VARIABLE_BOOT2 BootOrder: digest ");
  }

  @Test
  void bootVariableInAnotherPcrIsAViolation() {
    assertSingle(
        boot(
            log ->
                log.insert(
                    SampleBoot.SEPARATOR_0,
                    3,
                    EventType.EFI_VARIABLE_BOOT2,
                    SampleBoot.diskOption("Boot0002", "\\other.efi"),
                    SampleBoot.diskOption("Boot0002", "\\other.efi"))),
        Severity.VIOLATION,
        "PCR 3, event 14, EV_EFI_VARIABLE_BOOT2 Boot0002: digest ");
  }

  @Test
  void otherEventOfPcr1IsAViolation() {
    assertSingle(
        boot(log -> log.measureInstead(SampleBoot.CPU_FLAGS, text("other flags"))),
        Severity.VIOLATION,
        "PCR 1, event 12, EV_PLATFORM_CONFIG_FLAGS 'other flags': digest ");
  }

  @Test
  void everyComparedBankCounts() {
    var sha1Only =
        boot(
            log ->
                log.change(
                    SampleBoot.DXE,
                    old -> {
                      var digests = log.digests(text("DXE code"));
                      digests.put(HashAlgorithm.SHA1, HashAlgorithm.SHA1.hash(text("implant")));
                      return new LogBuilder.Entry(old.pcr(), old.type(), digests, old.data());
                    }));

    assertSingle(sha1Only, Severity.VIOLATION, "PCR 0, event 3,");
  }

  @Test
  void halfAnUpdateMatchesNoWholeSet() {
    var updated = updated(SampleBoot.of("02"));
    var window =
        new GoldenSets.Active(
            List.of(
                SOUND.firmware().getFirst(),
                Verifier.set("updated", Layer.FIRMWARE, updated, updated(SampleBoot.of("03")))),
            SOUND.os());
    UnaryOperator<LogBuilder> half = log -> measured(log, SampleBoot.DXE, text("new DXE"));

    assertThat(new Verifier().golden(window).appraise().verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(
            new Verifier()
                .golden(window)
                .log(updated(SampleBoot.of("01")))
                .appraise()
                .proven()
                .orElseThrow()
                .goldenSetIds())
        .containsExactly("updated", "os");
    var appraisal = new Verifier().golden(window).log(half.apply(SampleBoot.of("01"))).appraise();
    assertThat(appraisal.verdict()).isEqualTo(Verdict.UNTRUSTED);
    assertThat(appraisal.findings()).hasSize(1);
  }

  /// What it lacks of the closest set is shown, not of the one that stands first.
  @Test
  void bootThatMatchesNoSetIsShownAgainstTheClosest() {
    var far = updated(SampleBoot.of("02"));
    var window =
        new GoldenSets.Active(
            List.of(
                Verifier.set("far", Layer.FIRMWARE, far, updated(SampleBoot.of("03"))),
                SOUND.firmware().getFirst()),
            SOUND.os());

    var appraisal =
        new Verifier()
            .golden(window)
            .log(measured(SampleBoot.of("01"), SampleBoot.CPU_FLAGS, text("implant")))
            .appraise();

    assertSingle(appraisal, Severity.VIOLATION, "PCR 1, event 12, ");
  }

  /// One violation is closer than two, whatever people are told beside it.
  @Test
  void fewerViolationsAreCloserThanFewerFindings() {
    UnaryOperator<LogBuilder> differs =
        log ->
            log.measureInstead(
                    SampleBoot.DISK_OPTION, SampleBoot.diskOption("Boot0002", "\\other.efi"))
                .remove(SampleBoot.NETWORK_OPTION);
    var window =
        new GoldenSets.Active(
            List.of(
                Verifier.set(
                    "code",
                    Layer.FIRMWARE,
                    differs.apply(measured(SampleBoot.of("02"), SampleBoot.DXE, text("old DXE"))),
                    differs.apply(measured(SampleBoot.of("03"), SampleBoot.DXE, text("old DXE")))),
                SOUND.firmware().getFirst()),
            SOUND.os());

    var appraisal =
        new Verifier().golden(window).log(differs.apply(SampleBoot.of("01"))).appraise();

    assertThat(appraisal.verdict()).isEqualTo(Verdict.WARNING);
    assertThat(appraisal.findings())
        .hasSizeGreaterThan(1)
        .extracting(Finding::severity)
        .containsOnly(Severity.WARNING);
  }

  @Test
  void pcrThatWasNotQuotedCanNotBeCompared() {
    var selection = PcrSelection.of(List.of(HashAlgorithm.SHA256), 0xFFF7);

    var appraisal = new Verifier().selection(selection).appraise();

    assertThat(appraisal.verdict()).isEqualTo(Verdict.UNTRUSTED);
    assertThat(appraisal.findings())
        .singleElement()
        .isInstanceOf(NoCommonBank.class)
        .satisfies(finding -> assertThat(finding.pcr()).hasValue(3));
  }

  /// Else something could be measured there unseen.
  @Test
  void firmwarePcrMustBeQuotedAlsoWhereNothingIsExpected() {
    UnaryOperator<LogBuilder> without6 = log -> log.remove(SampleBoot.SEPARATOR_6);

    var appraisal =
        new Verifier()
            .golden(
                Verifier.golden(
                    without6.apply(SampleBoot.of("02")), without6.apply(SampleBoot.of("03"))))
            .log(without6.apply(SampleBoot.of("01")))
            .selection(PcrSelection.of(List.of(HashAlgorithm.SHA256), 0xFFBF))
            .appraise();

    assertThat(appraisal.findings())
        .filteredOn(GoldenFinding.class::isInstance)
        .singleElement()
        .isInstanceOf(NoCommonBank.class)
        .satisfies(finding -> assertThat(finding.pcr()).hasValue(6));
  }

  @Test
  void pcrOfTheDebuggerIsNobodysPromise() {
    var appraisal =
        new Verifier()
            .log(SampleBoot.of("01").event(16, EventType.IPL, "debugged"))
            .selection(PcrSelection.of(List.of(HashAlgorithm.SHA256), 0x1FFFF))
            .appraise();

    assertThat(appraisal.findings()).isEmpty();
    assertThat(appraisal.verdict()).isEqualTo(Verdict.TRUSTED);
  }

  @Test
  void changedKernelWeighsAsThePolicySays() {
    UnaryOperator<LogBuilder> kernel = log -> measured(log, SampleBoot.KERNEL, text("other"));

    assertThat(boot(OsLayerPolicy.ENFORCE, kernel).verdict()).isEqualTo(Verdict.UNTRUSTED);
    assertThat(boot(OsLayerPolicy.WARN, kernel).verdict()).isEqualTo(Verdict.WARNING);
    assertThat(boot(OsLayerPolicy.IGNORE, kernel).verdict()).isEqualTo(Verdict.TRUSTED);
  }

  @Test
  void lieAboutTheInitrdCostsAsMuchAsTheTruth() {
    var honest = measured(SampleBoot.of("01"), SampleBoot.INITRD, text("evil initrd"));
    for (var policy : OsLayerPolicy.values()) {
      var truth = new Verifier().osLayer(policy).log(honest).appraise();
      var lie =
          new Verifier().osLayer(policy).held(_ -> honest.sibling("").replay().values()).appraise();
      assertThat(lie.verdict()).as(policy.name()).isEqualTo(truth.verdict());
    }
  }

  @Test
  void mismatchStillShowsTheEventsAfterIt() {
    var log = measured(SampleBoot.of("01"), SampleBoot.DXE, text("implant"));
    var appraisal =
        new Verifier()
            .log(log)
            .held(
                _ -> SampleBoot.of("09").event(0, EventType.IPL, "x").sibling("").replay().values())
            .appraise();

    assertThat(appraisal.findings())
        .filteredOn(finding -> finding.pcr().orElse(-1) == 0)
        .extracting(Finding::code)
        .containsExactly("REPLAY_MISMATCH", "EVENT_CHANGED");
  }

  @Test
  void logWithoutGoldenSetIsStillReplayed() {
    var none = new GoldenSets.None("model");
    var sound = new Verifier().golden(none).appraise();
    var mismatch =
        new Verifier()
            .golden(none)
            .held(_ -> measured(SampleBoot.of("01"), 3, text("x")).sibling("").replay().values())
            .appraise();

    assertThat(sound.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(sound.proven().orElseThrow().replayed()).isTrue();
    assertThat(mismatch.verdict()).isEqualTo(Verdict.UNTRUSTED);
  }

  @Test
  void labelCanNotForgeALine() {
    var path = "x.efi\u001b[2J\nPCR 0: all is well \u202e";

    var finding =
        boot(log ->
                log.change(
                    SampleBoot.LOADER,
                    old ->
                        new LogBuilder.Entry(
                            old.pcr(),
                            old.type(),
                            log.digests(text("other")),
                            EventData.imageLoad(path))))
            .findings()
            .getFirst();

    assertThat(finding).isInstanceOf(EventChanged.class);
    assertThat(finding.message()).doesNotContain("\u001b", "\n", "\u202e");
  }

  private static LogBuilder updated(LogBuilder log) {
    return measured(
        measured(log, SampleBoot.PEI, text("new PEI")), SampleBoot.DXE, text("new DXE"));
  }

  private static LogBuilder measured(LogBuilder log, int event, Bytes measured) {
    return log.change(
        event,
        old -> new LogBuilder.Entry(old.pcr(), old.type(), log.digests(measured), old.data()));
  }

  private static Appraisal boot(UnaryOperator<LogBuilder> change) {
    return boot(OsLayerPolicy.ENFORCE, change);
  }

  private static Appraisal boot(OsLayerPolicy osLayer, UnaryOperator<LogBuilder> change) {
    return new Verifier()
        .golden(SOUND)
        .osLayer(osLayer)
        .log(change.apply(SampleBoot.of("01")))
        .appraise();
  }

  private static void assertSingle(Appraisal appraisal, Severity severity, String message) {
    var findings = appraisal.findings().stream().filter(GoldenFinding.class::isInstance).toList();
    assertThat(findings).hasSize(1);
    var finding = findings.getFirst();
    assertThat(finding.message()).startsWith(message);
    assertThat(finding.severity()).isEqualTo(severity);
    assertThat(appraisal.verdict())
        .isEqualTo(severity == Severity.WARNING ? Verdict.WARNING : Verdict.UNTRUSTED);
  }
}

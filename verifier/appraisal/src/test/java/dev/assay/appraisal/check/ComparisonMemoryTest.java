package dev.assay.appraisal.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.LogEvidence;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.SampleBoot;
import dev.assay.appraisal.testing.TestKeys;
import dev.assay.appraisal.testing.Verifier;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrSelection;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonMemoryTest {
  private static final GoldenSet FIRMWARE =
      Verifier.set("firmware", Layer.FIRMWARE, SampleBoot.of("01"), SampleBoot.of("02"));
  private static final GoldenSet OTHER =
      Verifier.set("other", Layer.FIRMWARE, SampleBoot.of("01"), SampleBoot.of("02"));
  private static final OsLayer NOT_JUDGED = new OsLayer.NotJudged("it is a test");

  private final ComparisonMemory memory = new ComparisonMemory(2);

  @Test
  void knownComparisonIsRecalled() {
    var first = memory.recall(log("01"), List.of(FIRMWARE), NOT_JUDGED);

    assertThat(memory.recall(log("01"), List.of(FIRMWARE), NOT_JUDGED)).isSameAs(first);
  }

  @Test
  void everythingThatDecidesIsPartOfTheKey() {
    var memory = new ComparisonMemory(10);
    var log = log("01");
    var os = Verifier.set("os", Layer.OS, SampleBoot.of("01"), SampleBoot.of("02"));
    var first = memory.recall(log, List.of(FIRMWARE), NOT_JUDGED);

    assertThat(memory.recall(log("02"), List.of(FIRMWARE), NOT_JUDGED)).isNotSameAs(first);
    assertThat(memory.recall(sha256Only("01"), List.of(FIRMWARE), NOT_JUDGED)).isNotSameAs(first);
    assertThat(memory.recall(log, List.of(OTHER), NOT_JUDGED)).isNotSameAs(first);
    assertThat(
            memory.recall(
                log, List.of(FIRMWARE), new OsLayer.Judged(List.of(os), Severity.WARNING)))
        .isNotSameAs(first);
    assertThat(memory.recall(log, List.of(FIRMWARE), new OsLayer.NotJudged("another reason")))
        .isNotSameAs(first);
  }

  @Test
  void longestUnusedGivesWay() {
    var first = memory.recall(log("01"), List.of(FIRMWARE), NOT_JUDGED);
    var second = memory.recall(log("02"), List.of(FIRMWARE), NOT_JUDGED);
    memory.recall(log("01"), List.of(FIRMWARE), NOT_JUDGED);
    memory.recall(log("03"), List.of(FIRMWARE), NOT_JUDGED);

    assertThat(memory.recall(log("01"), List.of(FIRMWARE), NOT_JUDGED)).isSameAs(first);
    assertThat(memory.recall(log("02"), List.of(FIRMWARE), NOT_JUDGED)).isNotSameAs(second);
  }

  @Test
  void logFullOfDifferencesIsNotRemembered() {
    var noisy = SampleBoot.of("01");
    for (int i = 0; i < 100; i++) {
      noisy.event(2, EventType.EFI_BOOT_SERVICES_DRIVER, "driver " + i);
    }
    var first = memory.recall(log(noisy), List.of(FIRMWARE), NOT_JUDGED);

    assertThat(memory.recall(log(noisy), List.of(FIRMWARE), NOT_JUDGED))
        .isEqualTo(first)
        .isNotSameAs(first);
  }

  private static ReplayedLog log(String suffix) {
    return log(SampleBoot.of(suffix));
  }

  private static ReplayedLog log(LogBuilder boot) {
    return log(boot, Verifier.SELECTION);
  }

  private static ReplayedLog sha256Only(String suffix) {
    return log(
        SampleBoot.of(suffix),
        PcrSelection.of(List.of(HashAlgorithm.SHA256), PcrSelection.DEFAULT_MASK));
  }

  private static ReplayedLog log(LogBuilder boot, PcrSelection selection) {
    var machine = new Verifier().log(boot).selection(selection);
    var evidence = machine.evidence().with(new LogEvidence.Absent(""));
    var result =
        VerifiedQuote.verify(
            evidence.attest(),
            evidence.signature(),
            evidence.claimedValues(),
            TestKeys.boundEc(),
            Verifier.EXTRA_DATA,
            selection);
    var quote = ((VerifiedQuote.Proven) result).quote();
    var outcome = ReplayedLog.of(quote, PreparedLog.of(boot.bytes()), Severity.WARNING);
    return ((ReplayedLog.Replayed) outcome).log();
  }
}

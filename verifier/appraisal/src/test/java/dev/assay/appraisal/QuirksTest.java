package dev.assay.appraisal;

import static dev.assay.appraisal.testing.SampleBoot.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.finding.AwaitsGoldenSet;
import dev.assay.appraisal.finding.EventOutOfOrder;
import dev.assay.appraisal.finding.ExcusedByQuirk;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.golden.GoldenDraft;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.Oddity;
import dev.assay.appraisal.golden.Quirk;
import dev.assay.appraisal.golden.Sibling;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.SampleBoot;
import dev.assay.appraisal.testing.Verifier;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a golden set excuses, and nothing more.
class QuirksTest {
  @Test
  void whatAllSiblingsShowIsProposed() {
    var draft = draft(resident("01", "agent"), resident("02", "agent"));

    assertThat(draft.quirks(Layer.FIRMWARE))
        .containsExactly(
            new Quirk(
                Oddity.EVENT_OUT_OF_ORDER,
                PcrIndex.of(4),
                new TreeMap<>(LogBuilder.agile().digests(text("agent")))));
    assertThat(draft.quirks(Layer.OS)).isEmpty();
  }

  @Test
  void whatOneSiblingShowsIsNotProposed() {
    assertThat(draft(resident("01", "agent"), SampleBoot.of("02")).quirks(Layer.FIRMWARE))
        .isEmpty();
  }

  /// Else programs that nobody has seen would be excused as well.
  @Test
  void differentProgramsBeforeTheSeparatorAreNotProposed() {
    assertThat(draft(resident("01", "agent"), resident("02", "other")).quirks(Layer.FIRMWARE))
        .isEmpty();
  }

  @Test
  void dataThatVariesIsProposedForAnyEventOfItsPcr() {
    assertThat(draft(unmeasured("01", "1"), unmeasured("02", "2")).quirks(Layer.FIRMWARE))
        .containsExactly(
            new Quirk(Oddity.DATA_NOT_MEASURED, PcrIndex.of(0), Collections.emptySortedMap()));
  }

  @Test
  void excusedMachineIsTrustedAndTheSetIsNamed() {
    var appraisal = verifier("agent").log(resident("03", "agent")).appraise();

    assertThat(appraisal.verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(appraisal.findings())
        .singleElement()
        .isInstanceOfSatisfying(
            ExcusedByQuirk.class,
            finding -> {
              assertThat(finding.finding()).isInstanceOf(EventOutOfOrder.class);
              assertThat(finding.goldenSet()).isEqualTo("firmware");
            });
  }

  @Test
  void quirkOfOneEventExcusesNoOther() {
    var appraisal =
        verifier("agent").osLayer(OsLayerPolicy.IGNORE).log(resident("03", "implant")).appraise();

    assertThat(appraisal.verdict()).isEqualTo(Verdict.UNTRUSTED);
    assertThat(appraisal.findings()).hasAtLeastOneElementOfType(EventOutOfOrder.class);
  }

  @Test
  void withoutAGoldenSetNobodySaidWhatTheModelMayDo() {
    var appraisal =
        new Verifier().golden(new GoldenSets.NoModel()).log(resident("03", "agent")).appraise();

    assertThat(appraisal.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(appraisal.findings()).hasAtLeastOneElementOfType(AwaitsGoldenSet.class);
  }

  /// What can't be excused doesn't wait for anybody.
  @Test
  void brokenPromiseThatNothingExcusesIsUntrustedWithoutAGoldenSetToo() {
    assertThat(
            new Verifier()
                .golden(new GoldenSets.NoModel())
                .log(SampleBoot.of("03").remove(SampleBoot.SEPARATOR_6))
                .appraise()
                .verdict())
        .isEqualTo(Verdict.UNTRUSTED);
  }

  /// Boards from before about 2020.
  @Test
  void unfinishedBootOfTheModelIsTrusted() {
    assertThat(
            new Verifier()
                .golden(Verifier.golden(unfinished("01"), unfinished("02")))
                .log(unfinished("03"))
                .appraise()
                .verdict())
        .isEqualTo(Verdict.TRUSTED);
  }

  @ParameterizedTest
  @EnumSource(Oddity.class)
  void quirkOfOneEventNamesIt(Oddity oddity) {
    if (oddity.ofOneEvent()) {
      assertThatThrownBy(() -> new Quirk(oddity, PcrIndex.of(0), Collections.emptySortedMap()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void sha1AloneExcusesNothing() {
    var sha1 = new TreeMap<>(Map.of(HashAlgorithm.SHA1, HashAlgorithm.SHA1.hash(text("agent"))));
    var both = new TreeMap<>(LogBuilder.agile().digests(text("agent")));

    assertThat(
            new Quirk(Oddity.EVENT_OUT_OF_ORDER, PcrIndex.of(4), both)
                .excuses(Oddity.EVENT_OUT_OF_ORDER, PcrIndex.of(4), sha1))
        .isFalse();
  }

  @Test
  void quirkOfAnotherPcrExcusesNothing() {
    var quirk = new Quirk(Oddity.DATA_NOT_MEASURED, PcrIndex.of(1), Collections.emptySortedMap());
    var digests = new TreeMap<>(LogBuilder.agile().digests(text("x")));

    assertThat(quirk.excuses(Oddity.DATA_NOT_MEASURED, PcrIndex.of(1), digests)).isTrue();
    assertThat(quirk.excuses(Oddity.DATA_NOT_MEASURED, PcrIndex.of(0), digests)).isFalse();
    assertThat(quirk.excuses(Oddity.BOOT_NOT_FINISHED, PcrIndex.of(1), digests)).isFalse();
  }

  @Test
  void excusedFindingStaysReadable() {
    Finding excused =
        verifier("agent").log(resident("03", "agent")).appraise().findings().getFirst();

    assertThat(excused.severity()).isEqualTo(Severity.NOTE);
    assertThat(excused.message()).contains("PCR 4, event ").contains("Golden set firmware");
    assertThat(excused.data()).containsEntry("excused", "EVENT_OUT_OF_ORDER");
  }

  private static Verifier verifier(String agent) {
    return new Verifier().golden(Verifier.golden(resident("01", agent), resident("02", agent)));
  }

  private static GoldenDraft draft(LogBuilder one, LogBuilder other) {
    List<Sibling> siblings = List.of(one.sibling("one"), other.sibling("other"));
    return GoldenDraft.ofSiblings("model", siblings);
  }

  /// Firmware that starts a program of its own.
  private static LogBuilder resident(String suffix, String program) {
    return SampleBoot.of(suffix)
        .insert(
            SampleBoot.CALL,
            4,
            EventType.EFI_BOOT_SERVICES_APPLICATION,
            text(program),
            Bytes.EMPTY);
  }

  /// Firmware that logs another version than it measures.
  private static LogBuilder unmeasured(String suffix, String measured) {
    var log = SampleBoot.of(suffix);
    return log.change(
        SampleBoot.VERSION,
        old ->
            new LogBuilder.Entry(
                old.pcr(), old.type(), log.digests(text(measured)), EventData.utf16("1.2.3")));
  }

  private static LogBuilder unfinished(String suffix) {
    return SampleBoot.of(suffix).remove(SampleBoot.EXIT_SUCCESS);
  }
}

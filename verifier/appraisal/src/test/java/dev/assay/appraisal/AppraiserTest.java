package dev.assay.appraisal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.finding.EventLogAbsent;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.HostSlept;
import dev.assay.appraisal.finding.OsLayerNotJudged;
import dev.assay.appraisal.finding.ReplayMismatch;
import dev.assay.appraisal.finding.ResetCountWentBack;
import dev.assay.appraisal.finding.ResetWithoutReboot;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.finding.TpmFirmwareChanged;
import dev.assay.appraisal.testing.CapturedEvidence;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.EvidenceBuilder;
import dev.assay.appraisal.testing.SampleBoot;
import dev.assay.appraisal.testing.Verifier;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppraiserTest {
  private static final List<GoldenSets.Active> MODELS =
      List.of(
          CapturedEvidence.golden("X11-TEST", "clean-A1", "clean-A2"),
          CapturedEvidence.golden("B550-TEST", "clean-B"));

  private static final List<Case> CASES = cases();

  /// One evidence under one expectation.
  private record Case(Evidence evidence, Expectation expectation) {
    Appraisal unseen() {
      return new Appraiser().appraise(evidence, expectation);
    }
  }

  @Test
  void knownLogIsJudgedAsAnUnseenOne() {
    var appraiser = new Appraiser();
    for (var one : CASES) {
      var unseen = one.unseen();
      assertThat(appraiser.appraise(one.evidence(), one.expectation())).isEqualTo(unseen);
      assertThat(appraiser.appraise(one.evidence(), one.expectation())).isEqualTo(unseen);
    }
  }

  @Test
  void threadsShareAnAppraiser() {
    var appraiser = new Appraiser();
    List<Case> often = new ArrayList<>(CASES);
    often.addAll(CASES);
    Collections.shuffle(often, new Random(1));

    assertThat(often.parallelStream())
        .allSatisfy(
            one ->
                assertThat(appraiser.appraise(one.evidence(), one.expectation()))
                    .isEqualTo(one.unseen()));
  }

  @Test
  void knownLogIsHeldAgainstEveryQuote() {
    var machine = new Verifier();
    var appraiser = new Appraiser();
    assertThat(
            appraiser
                .appraise(machine.evidence().with(machine.logEvidence()), machine.expectation())
                .verdict())
        .isEqualTo(Verdict.TRUSTED);
    var later =
        machine.held(
            values -> EvidenceBuilder.with(values, 7, HashAlgorithm.SHA256.hash(Bytes.EMPTY)));

    assertThat(
            appraiser
                .appraise(later.evidence().with(later.logEvidence()), later.expectation())
                .verdict())
        .isEqualTo(Verdict.UNTRUSTED);
  }

  /// By PCR: what an extend that the log doesn't tell of weighs, where the OS layer is enforced,
  /// warned about, ignored.
  @ParameterizedTest(name = "PCR {0}")
  @CsvSource({
    "0, VIOLATION, VIOLATION, VIOLATION",
    "1, VIOLATION, VIOLATION, VIOLATION",
    "2, VIOLATION, VIOLATION, VIOLATION",
    "3, VIOLATION, VIOLATION, VIOLATION",
    "4, VIOLATION, VIOLATION, VIOLATION",
    "5, VIOLATION, VIOLATION, VIOLATION",
    "6, VIOLATION, VIOLATION, VIOLATION",
    "7, VIOLATION, VIOLATION, VIOLATION",
    "8, VIOLATION, WARNING, NOTE",
    "9, VIOLATION, WARNING, NOTE",
    "10, NOTE, NOTE, NOTE",
    "11, VIOLATION, WARNING, NOTE",
    "12, VIOLATION, WARNING, NOTE",
    "13, VIOLATION, WARNING, NOTE",
    "14, VIOLATION, WARNING, NOTE",
    "15, NOTE, NOTE, NOTE",
  })
  void unloggedExtendWeighsByPcr(int pcr, Severity enforced, Severity warned, Severity ignored) {
    assertThat(unlogged(pcr, OsLayerPolicy.ENFORCE)).isEqualTo(enforced);
    assertThat(unlogged(pcr, OsLayerPolicy.WARN)).isEqualTo(warned);
    assertThat(unlogged(pcr, OsLayerPolicy.IGNORE)).isEqualTo(ignored);
  }

  /// systemd goes on in PCR 11 when the log has ended, and in its order alone.
  @ParameterizedTest
  @CsvSource({
    "enter-initrd leave-initrd sysinit ready, NOTE",
    "sysinit ready, NOTE",
    "enter-initrd leave-initrd sysinit ready shutdown final, NOTE",
    "ready sysinit, VIOLATION",
    "ready ready, VIOLATION",
    "enter-initrd leave-initrd sysinit ready else, VIOLATION"
  })
  void phasesOfTheBootAreNothingUnlogged(String phases, Severity severity) {
    var machine =
        new Verifier()
            .osLayer(OsLayerPolicy.ENFORCE)
            .log(SampleBoot.of("01").event(11, EventType.IPL, EventData.ascii(".linux\0")))
            .held(values -> extended(values, 11, phases));

    assertThat(machine.appraise().findings())
        .filteredOn(ReplayMismatch.class::isInstance)
        .extracting(Finding::severity)
        .containsExactly(severity);
  }

  /// A command line of PCR 12 that was replaced in the log by the golden one.
  @Test
  void forgedEventThatOnlyTheOsLayerExpectsIsNoTrust() {
    var golden = SampleBoot.of("02").event(12, EventType.IPL, EventData.ascii("quiet\0"));
    var forged =
        new Verifier()
            .osLayer(OsLayerPolicy.ENFORCE)
            .golden(
                Verifier.golden(
                    golden,
                    SampleBoot.of("03").event(12, EventType.IPL, EventData.ascii("quiet\0"))))
            .log(SampleBoot.of("01").event(12, EventType.IPL, EventData.ascii("quiet\0")));

    assertThat(forged.appraise().verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(forged.held(values -> extended(values, 12, "more")).appraise().verdict())
        .isEqualTo(Verdict.UNTRUSTED);
  }

  private static PcrValues extended(PcrValues values, int pcr, String words) {
    var held = values.get(HashAlgorithm.SHA256, PcrIndex.of(pcr)).orElseThrow();
    for (String word : words.split(" ", -1)) {
      held = held.extend(HashAlgorithm.SHA256.hash(EventData.ascii(word)));
    }
    return EvidenceBuilder.with(values, pcr, held);
  }

  @Test
  void noFindingIsNoTrust() {
    assertThat(Verdict.of(List.of(), Optional.empty())).isEqualTo(Verdict.UNKNOWN);
    assertThat(Verdict.of(List.of(new OsLayerNotJudged("a note")), Optional.empty()))
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void appraisalWithoutProofCanNotBeTrusted() {
    assertThatThrownBy(() -> new Appraisal(Verdict.TRUSTED, List.of(), true, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// Else one more attestation would make it forgotten.
  @Test
  void quoteThatContinuesNothingIsNotAccepted() {
    assertThat(with(new ResetWithoutReboot(7, 8)).continues()).isFalse();
    assertThat(with(new ResetCountWentBack(7, 6)).continues()).isFalse();
    assertThat(with(new HostSlept(1)).continues()).isTrue();
    assertThat(with(new TpmFirmwareChanged(1, 2)).continues()).isTrue();
    assertThat(with(new EventLogAbsent("")).continues()).isTrue();
  }

  @Test
  void quoteThatProvesNothingIsNotAccepted() {
    assertThat(new Appraisal(Verdict.UNTRUSTED, List.of(), true, Optional.empty()).continues())
        .isFalse();
  }

  private static Appraisal with(Finding finding) {
    return new Appraisal(
        Verdict.UNTRUSTED, List.of(finding), true, new Verifier().appraise().proven());
  }

  @Test
  void heaviestFindingComesFirst() {
    assertThat(appraise("secureboot-off").findings())
        .extracting(Finding::severity)
        .isSortedAccordingTo(Collections.reverseOrder());
  }

  @Test
  void garbageNeverThrows() {
    var random = new Random(1);
    var machine = new Verifier();
    for (int size = 0; size < 600; size += 7) {
      byte[] bytes = new byte[size];
      random.nextBytes(bytes);
      var garbage = Bytes.copyOf(bytes);
      var log = new LogEvidence.Present(PreparedLog.of(garbage));
      var sound = machine.evidence().with(log);

      assertThat(
              machine
                  .appraise(new Evidence(garbage, garbage, sound.claimedValues(), log))
                  .authentic())
          .isFalse();
      if (size % 70 == 0) {
        assertThat(machine.appraise(sound).verdict()).isEqualTo(Verdict.UNTRUSTED);
      }
    }
  }

  private static Severity unlogged(int pcr, OsLayerPolicy osLayer) {
    return new Verifier()
        .osLayer(osLayer)
        .held(
            values -> {
              var held = values.get(HashAlgorithm.SHA256, PcrIndex.of(pcr)).orElseThrow();
              return EvidenceBuilder.with(values, pcr, held.extend(held));
            })
        .appraise()
        .findings()
        .getFirst()
        .severity();
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (var capture : Captures.names()) {
      var evidence = CapturedEvidence.of(capture);
      for (var golden : MODELS) {
        for (var osLayer : OsLayerPolicy.values()) {
          cases.add(new Case(evidence, CapturedEvidence.expectation(capture, golden, osLayer)));
        }
      }
    }
    return cases;
  }

  private static Appraisal appraise(String capture) {
    return new Appraiser()
        .appraise(
            CapturedEvidence.of(capture),
            CapturedEvidence.expectation(capture, MODELS.getFirst(), OsLayerPolicy.ENFORCE));
  }
}

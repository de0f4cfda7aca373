package dev.assay.verifier.service;

import static dev.assay.appraisal.testing.SampleBoot.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.testing.SampleBoot;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Eleven machines of one model, of which one is odd.
class SiblingsTest {
  private final TestService service = new TestService();
  private final List<TestMachine> sound =
      IntStream.range(10, 20).mapToObj(i -> machine("s" + i, sound(i))).toList();
  private final TestMachine odd = machine("odd", withOptionRom(20));

  private static Bytes sound(int machine) {
    return SampleBoot.of(Integer.toString(machine)).bytes();
  }

  private static Bytes withOptionRom(int machine) {
    return SampleBoot.of(Integer.toString(machine))
        .insert(SampleBoot.CALL, 2, EventType.EFI_BOOT_SERVICES_DRIVER, text("ROM"), Bytes.EMPTY)
        .bytes();
  }

  private TestMachine machine(String name, Bytes log) {
    var machine = service.enroll(TestMachine.booted(name, log));
    service.approve(machine);
    service.attest(machine);
    return machine;
  }

  private List<String> findings(TestMachine machine) {
    return service.view(machine).findings().stream().map(RecordedFinding::code).toList();
  }

  @Test
  void whatOneOfElevenShowsIsToldWhereNoGoldenSetExists() {
    assertThat(findings(odd)).contains("MEASUREMENT_RARE", "NO_GOLDEN_SET");
    assertThat(service.view(odd).findings())
        .filteredOn(finding -> finding.code().equals("MEASUREMENT_RARE"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.pcr()).hasValue(2);
              assertThat(finding.message()).contains("only 1 of 11 siblings");
            });
    service.attest(sound.getFirst());
    assertThat(findings(sound.getFirst())).doesNotContain("MEASUREMENT_RARE");
  }

  @Test
  void outlierIsListedWithItsCohort() {
    assertThat(service.outliers.outliers(Optional.empty(), 10))
        .singleElement()
        .satisfies(
            outlier -> {
              assertThat(outlier.machine().machine().id()).isEqualTo(odd.id());
              assertThat(outlier.cohort().machines()).isEqualTo(11);
              assertThat(outlier.rare()).hasSize(1);
            });
    assertThat(service.outliers.outliers(Optional.of(new BoardModel("another")), 10)).isEmpty();
  }

  @Test
  void machineThatComesBackToWhatItsSiblingsShowIsNoOutlier() {
    service.attest(odd.bootAgain().reboot(sound(20)));

    assertThat(findings(odd)).doesNotContain("MEASUREMENT_RARE");
    assertThat(service.outliers.outliers(Optional.empty(), 10)).isEmpty();
  }

  @Test
  void whatPeopleSignedNeedsNoWitness() {
    service.learn(sound.getFirst(), odd);

    service.attest(odd);

    assertThat(service.view(odd).verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(findings(odd)).doesNotContain("MEASUREMENT_RARE");
  }

  @Test
  void deviationFromAGoldenSetThatFewShareSaysSo() {
    service.learn(sound.get(0), sound.get(1));

    service.attest(odd);

    assertThat(findings(odd)).contains("EVENT_ADDED", "MEASUREMENT_RARE");
  }

  @Test
  void machineThatNobodyApprovedBearsNoWitness() {
    var stranger = service.enroll(TestMachine.booted("stranger", withOptionRom(30)));
    service.attest(stranger);

    assertThat(service.siblings.counted(stranger.id())).isEmpty();
  }

  @Test
  void machineOfAnotherModelLeavesItsCohort() {
    var move = new ApproveMachine(odd.id(), new BoardModel("another"), true, false, false);
    TestService.done(service.manage.approve(move, TestService.OPERATOR));

    assertThat(service.outliers.cohorts(Optional.empty()))
        .singleElement()
        .extracting(CohortSize::machines)
        .isEqualTo(10);
  }
}

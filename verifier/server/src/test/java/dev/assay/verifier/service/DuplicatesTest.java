package dev.assay.verifier.service;

import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.finding.Severity;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DuplicatesTest {
  private static final String SAME_TPM = "SAME_TPM_AS_ANOTHER_MACHINE";
  private static final String SAME_CHASSIS = "SAME_CHASSIS_AS_ANOTHER_MACHINE";

  private final TestService service = new TestService();
  private final TestMachine machine = service.active("a1", "clean-A1");

  private List<RecordedFinding> findings(TestMachine of, String code) {
    return service.view(of).findings().stream()
        .filter(finding -> finding.code().equals(code))
        .toList();
  }

  private void approveTwin(TestMachine twin) {
    done(
        service.manage.approve(
            new ApproveMachine(twin.id(), TestService.MODEL, true, false, true),
            TestService.OPERATOR));
    service.attest(twin);
  }

  @Test
  void oneTpmUnderTwoEksIsTold() {
    var twin = service.enroll(machine.underAnotherEk());
    service.attest(twin);

    assertThat(findings(twin, SAME_TPM))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.message())
                  .contains("a1 shows the same boot by the same TPM clock");
              assertThat(finding.data()).containsEntry("other", machine.id().toHex());
              // No certificate says that a TPM of hardware keeps this clock.
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            });
    assertThat(findings(twin, "SERIAL_KNOWN_WITH_OTHER_TPM")).hasSize(1);
  }

  @Test
  void machineThatNobodyApprovedSpeaksAgainstNoOther() {
    service.attest(service.enroll(machine.underAnotherEk()));

    service.attest(machine);

    assertThat(findings(machine, SAME_TPM)).isEmpty();
  }

  @Test
  void oneTpmUnderTwoEksIsToldOfBothHoursLater() {
    var twin = service.enroll(machine.underAnotherEk());
    approveTwin(twin);
    service.clock.advance(Duration.ofHours(3));

    service.attest(machine.tick(Duration.ofHours(3)));

    assertThat(findings(machine, SAME_TPM)).hasSize(1);
  }

  @Test
  void siblingWithTheSameLogHasAClockOfItsOwn() {
    var sibling = service.active("a2", "clean-A1");

    assertThat(findings(sibling, SAME_TPM)).isEmpty();
  }

  @Test
  void oneChassisInTwoPlacesIsAWarning() {
    var clone =
        TestMachine.booted("clone", "clean-A2")
            .report(HostFact.CHASSIS_SERIAL, "CSN-a1")
            .report(HostFact.BOARD_SERIAL, "BSN-a1");
    service.enroll(clone);
    approveTwin(clone);

    service.attest(machine);

    assertThat(findings(machine, SAME_CHASSIS))
        .singleElement()
        .extracting(RecordedFinding::severity)
        .isEqualTo(Severity.WARNING);
    assertThat(findings(clone, SAME_CHASSIS)).hasSize(1);
  }

  @Test
  void twoBoardsOfOneChassisAreANote() {
    var node = TestMachine.booted("node2", "clean-A2").report(HostFact.CHASSIS_SERIAL, "CSN-a1");
    service.enroll(node);
    approveTwin(node);

    assertThat(findings(node, SAME_CHASSIS))
        .singleElement()
        .extracting(RecordedFinding::severity)
        .isEqualTo(Severity.NOTE);
  }

  @Test
  void chassisOfAMachineThatFellSilentIsNotInTwoPlaces() {
    var after = TestMachine.booted("after", "clean-A2").report(HostFact.CHASSIS_SERIAL, "CSN-a1");
    service.enroll(after);
    service.clock.advance(Duration.ofDays(1));
    approveTwin(after);

    assertThat(findings(after, SAME_CHASSIS)).isEmpty();
  }

  @Test
  void ekInDisguiseIsRefusedAsTheMachineThatItIs() {
    var enrolledId = machine.id();
    machine.renewAk();
    var opened = done(service.enroll.begin(machine.disguised(machine.akPublic())));

    var outcome = service.enroll.activate(opened.challengeId(), machine.answer(opened));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Declined.class,
            declined -> {
              assertThat(declined.kind()).isEqualTo(Decline.REFUSED);
              assertThat(declined.detail()).contains(enrolledId.brief());
            });
  }
}

package dev.assay.verifier.service;

import static dev.assay.verifier.testing.Assertions.assertDeclined;
import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.PublicAreas;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.verifier.store.Database;
import dev.assay.verifier.store.EnrollmentStore;
import dev.assay.verifier.testing.CapturedFile;
import dev.assay.verifier.testing.RecordedControl;
import dev.assay.verifier.testing.TableDump;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnrollMachineTest {
  private final TestService service = new TestService();

  @Test
  void machineThatProvesBothKeysIsPending() {
    var machine = TestMachine.booted("a1", "clean-A1");
    var opened = done(service.enroll.begin(machine.enrollment()));

    var enrolled = done(service.enroll.activate(opened.challengeId(), machine.answer(opened)));

    assertThat(enrolled.machine()).isEqualTo(machine.id());
    assertThat(enrolled.state()).isEqualTo(MachineState.PENDING);
    assertThat(service.view(machine).machine().ekStanding()).isEqualTo(new EkStanding.Absent());
  }

  @Test
  void wrongSecretChangesNothingStored() {
    var machine = TestMachine.booted("a1", "clean-A1");
    var opened = done(service.enroll.begin(machine.enrollment()));
    var before = TableDump.of(service.source);

    var outcome = service.enroll.activate(opened.challengeId(), Bytes.wrap(new byte[32]));

    assertDeclined(outcome, Decline.UNPROVEN);
    assertThat(TableDump.of(service.source)).isEqualTo(before);
    assertThat(done(service.enroll.activate(opened.challengeId(), machine.answer(opened))).state())
        .isEqualTo(MachineState.PENDING);
  }

  @Test
  void lateSecretChangesNothingStored() {
    var machine = TestMachine.booted("a1", "clean-A1");
    var opened = done(service.enroll.begin(machine.enrollment()));
    var before = TableDump.of(service.source);
    service.clock.advance(EnrollMachine.TIME_TO_ANSWER.plusSeconds(1));

    var outcome = service.enroll.activate(opened.challengeId(), machine.answer(opened));

    assertDeclined(outcome, Decline.NOT_FOUND);
    assertThat(TableDump.of(service.source)).isEqualTo(before);
  }

  @Test
  void secretIsGoodOnce() {
    var machine = TestMachine.booted("a1", "clean-A1");
    var opened = done(service.enroll.begin(machine.enrollment()));
    var secret = machine.answer(opened);
    done(service.enroll.activate(opened.challengeId(), secret));

    assertDeclined(service.enroll.activate(opened.challengeId(), secret), Decline.NOT_FOUND);
  }

  @Test
  void secretIsKeptNowhere() {
    var machine = TestMachine.booted("a1", "clean-A1");
    var opened = done(service.enroll.begin(machine.enrollment()));

    var stored = TableDump.of(service.source).toString();

    assertThat(stored).doesNotContain(machine.answer(opened).toHex());
  }

  @Test
  void otherKeyOfKnownMachineWaitsForPerson() {
    var machine = service.active("a1", "clean-A1");
    var enrolledKey = machine.parsedAk().name();
    service.enroll(machine.renewAk());

    var known = service.view(machine).machine();
    assertThat(known.ak().name()).isEqualTo(enrolledKey);
    assertThat(known.keyChange().orElseThrow().akName()).isEqualTo(machine.parsedAk().name());
    assertDeclined(
        service.attest.open(machine.hello(), TestMachine.CHANNEL, new RecordedControl()),
        Decline.NOT_FOUND);
  }

  @Test
  void approvedNewKeyReplacesTheOldOne() {
    var machine = service.active("a1", "clean-A1");
    var old = machine.hello();
    service.enroll(machine.renewAk());
    done(
        service.manage.approve(
            new ApproveMachine(machine.id(), TestService.MODEL, true, true, false),
            TestService.OPERATOR));

    assertThat(service.attest(machine).authentic()).isTrue();
    assertDeclined(
        service.attest.open(old, TestMachine.CHANNEL, new RecordedControl()), Decline.NOT_FOUND);
    assertThat(service.view(machine).machine().keyChange()).isEmpty();
  }

  @Test
  void keyOfAnotherMachineIsRefused() {
    var owner = service.enroll(TestMachine.booted("a1", "clean-A1"));
    var other = TestMachine.booted("a2", "clean-A2").borrowAk(owner);
    var opened = done(service.enroll.begin(other.enrollment()));
    var before = TableDump.of(service.source);

    assertDeclined(
        service.enroll.activate(opened.challengeId(), other.answer(opened)), Decline.REFUSED);
    assertThat(TableDump.of(service.source)).isEqualTo(before);
  }

  @Test
  void retiredMachineStaysRefused() {
    var machine = service.enroll(TestMachine.booted("a1", "clean-A1"));
    var opened = done(service.enroll.begin(machine.enrollment()));
    done(service.manage.retire(machine.id(), TestService.OPERATOR));

    assertDeclined(
        service.enroll.activate(opened.challengeId(), machine.answer(opened)), Decline.REFUSED);
    assertDeclined(service.enroll.begin(machine.enrollment()), Decline.REFUSED);
  }

  @Test
  void otherTpmOnKnownChassisIsFlagged() {
    var known = service.active("a1", "clean-A1");
    var swapped =
        TestMachine.booted("a1", "tpmswap-A1")
            .report(HostFact.BOARD_SERIAL, "BSN-a1")
            .report(HostFact.CHASSIS_SERIAL, "CSN-a1");
    service.enroll(swapped);

    var view = service.view(swapped);
    assertThat(view.machine().sameSerialAs()).contains(known.id());
    assertThat(view.findings())
        .extracting(RecordedFinding::code)
        .contains("SERIAL_KNOWN_WITH_OTHER_TPM");
    assertDeclined(
        service.manage.approve(
            new ApproveMachine(swapped.id(), TestService.MODEL, true, false, false),
            TestService.OPERATOR),
        Decline.CONFLICT);
  }

  @Test
  void unrestrictedKeyIsRefusedWithReason() {
    var machine = TestMachine.booted("a1", "clean-A1");
    var honest = machine.enrollment();
    var unrestricted = honest.akPublic().toArray();
    unrestricted[5] &= (byte) ~1; // bit 16 of the attributes
    var request =
        new EnrollmentRequest(
            honest.ekPublic(),
            Optional.empty(),
            List.of(),
            Bytes.wrap(unrestricted),
            honest.host());

    var outcome = service.enroll.begin(request);

    assertDeclined(outcome, Decline.INVALID);
    assertThat(outcome.toString()).contains("restricted");
  }

  @Test
  void certificateWithoutConfiguredRootIsRefused() {
    var machine = TestMachine.booted("a1", "clean-A1");
    var honest = machine.enrollment();
    var request =
        new EnrollmentRequest(
            honest.ekPublic(),
            Optional.of(CapturedFile.read("clean-A1", "ek-rsa.cert.der")),
            List.of(),
            honest.akPublic(),
            honest.host());

    assertDeclined(service.enroll.begin(request), Decline.REFUSED);
  }

  @Test
  void openEnrollmentsAreBoundedAndExpire() {
    var machine = TestMachine.booted("a1", "clean-A1");
    var records = new EnrollmentStore(new Database(service.source), false);
    var first = enrollment(machine, 1);
    assertThat(records.open(first, 2)).isTrue();
    assertThat(records.open(enrollment(machine, 2), 2)).isTrue();
    assertThat(records.open(enrollment(machine, 3), 2)).isFalse();

    service.clock.advance(Duration.ofMinutes(6));

    assertThat(records.open(enrollment(machine, 4), 2)).isTrue();
    assertThat(records.find(first.challengeId(), service.clock.instant())).isEmpty();
  }

  private OpenEnrollment enrollment(TestMachine machine, int number) {
    var id = new byte[16];
    id[0] = (byte) number;
    var now = service.clock.instant();
    return new OpenEnrollment(
        Bytes.wrap(id),
        PublicAreas.parse(machine.enrollment().ekPublic()),
        Optional.empty(),
        new EkStanding.Absent(),
        machine.parsedAk(),
        machine.host(),
        HashAlgorithm.SHA256.zero(),
        now,
        now.plus(EnrollMachine.TIME_TO_ANSWER));
  }
}

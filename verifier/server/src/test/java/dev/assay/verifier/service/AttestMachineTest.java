package dev.assay.verifier.service;

import static dev.assay.verifier.testing.Assertions.assertDeclined;
import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.ChannelBinding;
import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.verifier.service.ClaimedEvidence.ClaimedLog;
import dev.assay.verifier.testing.RecordedControl;
import dev.assay.verifier.testing.TableDump;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttestMachineTest {
  private final TestService service = new TestService();

  @Test
  void siblingsThatGoldenSetsWereLearnedFromAreTrusted() {
    var a1 = service.active("a1", "clean-A1");
    var a2 = service.active("a2", "clean-A2");
    service.learn(a1, a2);

    assertThat(service.attest(a1).verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(service.attest(a2).verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(service.view(a1).machine().lastTrustedAt()).contains(service.clock.instant());
  }

  @Test
  void alteredFirmwareIsUntrustedAndTheEventNamed() {
    var a1 = service.active("a1", "clean-A1");
    service.learn(a1, service.active("a2", "clean-A2"));

    var receipt = service.attest(a1.reboot("implant-fw"));

    assertThat(receipt.verdict()).isEqualTo(Verdict.UNTRUSTED);
    assertThat(receipt.findings())
        .anySatisfy(finding -> assertThat(finding.message()).startsWith("PCR 0, event "));
    assertThat(service.view(a1).verdict()).isEqualTo(Verdict.UNTRUSTED);
  }

  @Test
  void machineWithoutGoldenSetIsUnknownWithThatReason() {
    var receipt = service.attest(service.active("a1", "clean-A1"));

    assertThat(receipt.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(receipt.findings()).extracting(RecordedFinding::code).contains("NO_GOLDEN_SET");
  }

  @Test
  void pendingMachineGetsNoVerdictAndItsEvidenceIsKept() {
    var machine = service.enroll(TestMachine.booted("a1", "clean-A1"));

    var receipt = service.attest(machine);

    assertThat(receipt.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(receipt.authentic()).isTrue();
    assertThat(receipt.findings()).extracting(RecordedFinding::code).contains("MACHINE_PENDING");
    assertThat(done(service.fleet.appraisals(machine.id(), 10))).hasSize(1);
    assertThat(done(service.fleet.log(machine.id()))).isEqualTo(machine.log());
  }

  /// A second quote doesn't make it forgotten; a reboot does.
  @Test
  void resetOfTheTpmAloneIsRememberedUntilTheNextBoot() {
    var a1 = service.active("a1", "clean-A1");
    service.learn(a1, service.active("a2", "clean-A2"));
    assertThat(service.attest(a1).verdict()).isEqualTo(Verdict.TRUSTED);

    a1.resetTpm();
    for (int quote = 0; quote < 2; quote++) {
      var receipt = service.attest(a1);
      assertThat(receipt.verdict()).isEqualTo(Verdict.UNTRUSTED);
      assertThat(receipt.findings())
          .extracting(RecordedFinding::code)
          .contains("RESET_WITHOUT_REBOOT");
    }
    assertThat(service.attest(a1.bootAgain()).verdict()).isEqualTo(Verdict.TRUSTED);
  }

  @Test
  void rebootsContinue() {
    var a1 = service.active("a1", "clean-A1");
    service.learn(a1, service.active("a2", "clean-A2"));

    assertThat(service.attest(a1.bootAgain()).verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(service.attest(a1.bootAgain()).verdict()).isEqualTo(Verdict.TRUSTED);
  }

  @Test
  void otherTpmFirmwareIsAWarningUntilTheMachineIsApprovedAgain() {
    var a1 = service.active("a1", "clean-A1");
    service.learn(a1, service.active("a2", "clean-A2"));
    service.attest(a1);

    a1.updateTpm();
    assertThat(service.attest(a1).verdict()).isEqualTo(Verdict.WARNING);
    assertThat(service.attest(a1).findings())
        .extracting(RecordedFinding::code)
        .contains("TPM_FIRMWARE_CHANGED");

    service.approve(a1);
    assertThat(service.attest(a1).verdict()).isEqualTo(Verdict.TRUSTED);
  }

  @Test
  void nonceIsGoodOnce() {
    var machine = service.active("a1", "clean-A1");
    try (var session = service.open(machine)) {
      var answer = machine.answer(done(session.challenge()));
      done(session.evidence(answer));

      assertDeclined(session.evidence(answer), Decline.INVALID);
    }
  }

  @Test
  void nonceIsSpentByWrongAnswer() {
    var machine = service.active("a1", "clean-A1");
    try (var session = service.open(machine)) {
      var challenge = done(session.challenge());
      var honest = machine.answer(challenge);
      assertThat(done(session.evidence(withSignature(honest, Bytes.EMPTY))).authentic()).isFalse();

      assertDeclined(session.evidence(honest), Decline.INVALID);
    }
  }

  @Test
  void replayedAnswerIsNotAuthentic() {
    var machine = service.active("a1", "clean-A1");
    try (var session = service.open(machine)) {
      var earlier = machine.answer(done(session.challenge()));
      done(session.evidence(earlier));
      done(session.challenge());

      var receipt = done(session.evidence(earlier));

      assertThat(receipt.authentic()).isFalse();
      assertThat(receipt.findings()).extracting(RecordedFinding::code).contains("QUOTE_NOT_BOUND");
    }
  }

  @Test
  void nonceOfAnotherStreamIsNotGoodHere() {
    var machine = service.active("a1", "clean-A1");
    try (var one = service.open(machine);
        var other = service.open(machine)) {
      var answer = machine.answer(done(one.challenge()));
      done(other.challenge());

      assertThat(done(other.evidence(answer)).authentic()).isFalse();
    }
  }

  @Test
  void lateAnswerIsNotAppraised() {
    var machine = service.active("a1", "clean-A1");
    try (var session = service.open(machine)) {
      var answer = machine.answer(done(session.challenge()));
      service.clock.advance(AttestSession.TIME_TO_ANSWER.plusMillis(1));

      var receipt = done(session.evidence(answer));

      assertThat(receipt.authentic()).isFalse();
      assertThat(receipt.findings()).extracting(RecordedFinding::code).contains("NONCE_EXPIRED");
      assertThat(done(service.fleet.appraisals(machine.id(), 10))).hasSize(1);
    }
  }

  @Test
  void noncesNeverRepeat() {
    var machine = service.active("a1", "clean-A1");
    var nonces = new HashSet<Bytes>();
    try (var session = service.open(machine)) {
      for (int i = 0; i < 10_000; i++) {
        var nonce = done(session.challenge()).nonce();
        assertThat(nonce.length()).isEqualTo(32);
        assertThat(nonces.add(nonce)).isTrue();
      }
    }
  }

  @Test
  void newChallengeVoidsTheOpenOne() {
    var machine = service.active("a1", "clean-A1");
    try (var session = service.open(machine)) {
      var stale = machine.answer(done(session.challenge()));
      done(session.challenge());

      assertThat(done(session.evidence(stale)).authentic()).isFalse();
    }
  }

  @Test
  void quoteRelayedFromAnotherChannelIsNotAuthentic() {
    var machine = service.active("a1", "clean-A1");
    var elsewhere =
        new ChannelBinding.TlsExporter(HashAlgorithm.SHA256.hash(Bytes.fromHex("00")).value());
    try (var session = service.open(machine)) {
      var answer = machine.answer(done(session.challenge()), elsewhere, machine.namedLog());

      assertThat(done(session.evidence(answer)).authentic()).isFalse();
    }
  }

  @Test
  void evidenceOfAnotherKeyTouchesNothingButTheCount() {
    var a1 = service.active("a1", "clean-A1");
    var a2 = service.active("a2", "clean-A2");
    service.learn(a1, a2);
    service.attest(a1);
    var before = TableDump.of(service.source);
    service.clock.advance(Duration.ofSeconds(10));

    try (var session = service.open(a1)) {
      var challenge = done(session.challenge());
      TestService.send(a2.reboot("implant-fw"), session);
      var receipt = done(session.evidence(a2.answer(challenge)));
      assertThat(receipt.authentic()).isFalse();
      assertThat(receipt.verdict()).isEqualTo(Verdict.UNTRUSTED);
    }

    var after = TableDump.of(service.source);
    assertThat(after.remove("refused_evidence")).hasSize(1);
    before.remove("refused_evidence");
    assertThat(after).isEqualTo(before);
    assertThat(service.view(a1).verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(service.view(a1).machine().refused().orElseThrow().count()).isEqualTo(1);
  }

  @Test
  void ownQuoteThatLeavesPcrsOutIsRecordedAsUntrusted() {
    var a1 = service.active("a1", "clean-A1");
    service.learn(a1, service.active("a2", "clean-A2"));
    service.attest(a1);
    try (var session = service.open(a1)) {
      var challenge = done(session.challenge());
      var narrow = PcrSelection.of(List.of(HashAlgorithm.SHA256), 0xFFFE);
      var asked =
          new IssuedChallenge(
              challenge.nonce(),
              narrow,
              challenge.knownLog(),
              challenge.knownInventory(),
              challenge.expiresIn());

      var receipt = done(session.evidence(a1.answer(asked)));

      assertThat(receipt.authentic()).isTrue();
      assertThat(receipt.findings())
          .extracting(RecordedFinding::code)
          .contains("SELECTION_DIFFERS");
    }
    assertThat(service.view(a1).verdict()).isEqualTo(Verdict.UNTRUSTED);
    assertThat(service.view(a1).machine().latest().orElseThrow().quoted()).isEmpty();
    assertThat(service.attest(a1).verdict()).isEqualTo(Verdict.TRUSTED);
  }

  @Test
  void unprovenStreamEndsAfterThreeWrongAnswers() {
    var machine = service.active("a1", "clean-A1");
    try (var session = service.open(machine)) {
      for (int i = 0; i < 2; i++) {
        var answer = machine.answer(done(session.challenge()));
        done(session.evidence(withSignature(answer, Bytes.EMPTY)));
      }
      var answer = machine.answer(done(session.challenge()));

      assertDeclined(session.evidence(withSignature(answer, Bytes.EMPTY)), Decline.UNPROVEN);
    }
  }

  @Test
  void logTravelsOnce() {
    var machine = service.active("a1", "clean-A1");
    try (var session = service.open(machine)) {
      var challenge = done(session.challenge());
      assertThat(challenge.knownLog()).contains(HashAlgorithm.SHA256.hash(machine.log()));

      assertThat(done(session.evidence(machine.answer(challenge))).authentic()).isTrue();
    }
  }

  @Test
  void logOfAnotherMachineIsNotTakenByItsDigest() {
    var a1 = service.active("a1", "clean-A1");
    var a2 = service.active("a2", "clean-A2");
    try (var session = service.open(a1)) {
      var answer = a1.answer(done(session.challenge()), TestMachine.CHANNEL, a2.namedLog());

      assertDeclined(session.evidence(answer), Decline.INVALID);
    }
  }

  @Test
  void logThatIsNotTheNamedOneIsDeclined() {
    var machine = service.enroll(TestMachine.booted("a1", "clean-A1"));
    try (var session = service.open(machine)) {
      var challenge = done(session.challenge());
      assertThat(session.logChunk(0, Bytes.fromHex("00"))).isEmpty();

      assertDeclined(session.evidence(machine.answer(challenge)), Decline.INVALID);
    }
  }

  @Test
  void chunkOutOfOrderIsDeclined() {
    var machine = service.enroll(TestMachine.booted("a1", "clean-A1"));
    try (var session = service.open(machine)) {
      done(session.challenge());

      assertThat(session.logChunk(1, Bytes.fromHex("00")).orElseThrow().kind())
          .isEqualTo(Decline.INVALID);
    }
  }

  @Test
  void chunkWithoutChallengeIsDeclined() {
    var machine = service.enroll(TestMachine.booted("a1", "clean-A1"));
    try (var session = service.open(machine)) {
      assertThat(session.logChunk(0, Bytes.fromHex("00")).orElseThrow().kind())
          .isEqualTo(Decline.INVALID);
    }
  }

  @Test
  void absentLogIsItsOwnFindingAndNeverTrusted() {
    var a1 = service.active("a1", "clean-A1");
    service.learn(a1, service.active("a2", "clean-A2"));
    try (var session = service.open(a1)) {
      var answer =
          a1.answer(
              done(session.challenge()),
              TestMachine.CHANNEL,
              new ClaimedLog.Absent("no\nsuch file"));

      var receipt = done(session.evidence(answer));

      assertThat(receipt.verdict()).isNotIn(Verdict.TRUSTED, Verdict.WARNING);
      assertThat(receipt.findings()).extracting(RecordedFinding::code).contains("EVENT_LOG_ABSENT");
    }
  }

  @Test
  void valuesThatDidNotChangeMayBeLeftOut() {
    var machine = service.active("a1", "clean-A1");
    try (var session = service.open(machine)) {
      done(session.evidence(machine.answer(done(session.challenge()))));
      var full = machine.answer(done(session.challenge()));
      var brief =
          new ClaimedEvidence(
              full.attest(),
              full.signature(),
              List.of(),
              full.log(),
              Optional.empty(),
              62_000,
              Optional.empty());

      assertThat(done(session.evidence(brief)).findings())
          .extracting(RecordedFinding::code)
          .doesNotContain("PCR_VALUES_INCOMPLETE");
    }
  }

  @Test
  void provenStreamTakesOverAndUnprovenOneDoesNot() {
    var machine = service.active("a1", "clean-A1");
    var first = new RecordedControl();
    var earlier = service.open(machine, first);
    try (var later = service.open(machine)) {
      service.attest(machine, earlier);
      done(later.challenge());
      assertThat(first.calls()).isEmpty();

      service.attest(machine, later);

      assertThat(first.calls()).containsExactly("takenOver");
      earlier.close();
      assertThat(service.streams.holds(machine.id())).isTrue();
    }
    assertThat(service.streams.holds(machine.id())).isFalse();
    assertThat(service.attest.streams()).isZero();
  }

  @Test
  void requestThatIsHeardBeforeItsStreamIsProvenIsPassedOnOnce() {
    var machine = service.active("a1", "clean-A1");
    var control = new RecordedControl();
    try (var stream = service.open(machine, control)) {
      service.streams.ask(machine.id());
      assertThat(control.calls()).isEmpty();

      service.attest(machine, stream);
      service.attest(machine, stream);

      assertThat(control.calls()).containsExactly("attestNow");
    }
  }

  @Test
  void unprovenStreamsAreBounded() {
    var machine = service.active("a1", "clean-A1");
    var open = new ArrayList<AttestSession>();
    for (int i = 0; i < 8; i++) {
      open.add(service.open(machine));
    }
    assertDeclined(
        service.attest.open(machine.hello(), TestMachine.CHANNEL, new RecordedControl()),
        Decline.EXHAUSTED);

    open.forEach(AttestSession::close);

    assertThat(service.attest(machine).authentic()).isTrue();
  }

  @Test
  void machineRetiredMeanwhileIsRefused() {
    var machine = service.active("a1", "clean-A1");
    try (var session = service.open(machine)) {
      var answer = machine.answer(done(session.challenge()));
      done(service.manage.retire(machine.id(), TestService.OPERATOR));

      assertDeclined(session.evidence(answer), Decline.NOT_FOUND);
    }
  }

  @Test
  void reportedSerialOfAnotherMachineIsViolation() {
    var a1 = service.active("a1", "clean-A1");
    var a2 = service.active("a2", "clean-A2");
    service.learn(a1, a2);

    var receipt = service.attest(a2.report(HostFact.BOARD_SERIAL, "BSN-a1"));

    assertThat(receipt.verdict()).isEqualTo(Verdict.UNTRUSTED);
    assertThat(receipt.findings())
        .extracting(RecordedFinding::code)
        .contains("BOARD_OF_ANOTHER_MACHINE", "REPORTED_IDENTITY_CHANGED");
  }

  @Test
  void agentFailureLeavesTheVerdict() {
    var a1 = service.active("a1", "clean-A1");
    service.learn(a1, service.active("a2", "clean-A2"));
    service.attest(a1);
    try (var session = service.open(a1)) {
      done(session.challenge());

      var receipt = done(session.failure("TPM is in lockout\u001b[2J"));

      assertThat(receipt.verdict()).isEqualTo(Verdict.UNKNOWN);
      assertThat(receipt.findings().getFirst().message()).doesNotContain("\u001b");
    }
    assertThat(service.view(a1).verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(service.view(a1).machine().refused().orElseThrow().lastCode())
        .isEqualTo("AGENT_FAILURE");
  }

  @Test
  void unknownMachineAndWrongKeyLookTheSame() {
    var known = service.active("a1", "clean-A1");
    var stranger = TestMachine.booted("x", "clean-A1");
    var wrongKey = known.hello();
    var other =
        new Hello(
            wrongKey.machineId(),
            stranger.parsedAk().name().value(),
            "",
            wrongKey.activeBanks(),
            HostFacts.NONE,
            0);

    assertThat(service.attest.open(other, TestMachine.CHANNEL, new RecordedControl()))
        .isEqualTo(
            service.attest.open(stranger.hello(), TestMachine.CHANNEL, new RecordedControl()));
  }

  private static ClaimedEvidence withSignature(ClaimedEvidence honest, Bytes signature) {
    return new ClaimedEvidence(
        honest.attest(),
        signature,
        honest.values(),
        honest.log(),
        Optional.empty(),
        0,
        Optional.empty());
  }
}

package dev.assay.verifier.service;

import static dev.assay.verifier.testing.Assertions.assertDeclined;
import static dev.assay.verifier.testing.TestService.MODEL;
import static dev.assay.verifier.testing.TestService.OPERATOR;
import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.assay.appraisal.Verdict;
import dev.assay.verifier.service.ViewRollout.Laggard;
import dev.assay.verifier.service.ViewRollout.Reached;
import dev.assay.verifier.testing.TableDump;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A firmware update: two machines have it, two have not yet.
class RolloutTest {
  private static final String ROLLED_BACK = "FIRMWARE_ROLLED_BACK";

  private final TestService service = new TestService();
  private final TestMachine old1 = service.active("old1", "clean-A1");
  private final TestMachine old2 = service.active("old2", "clean-A2");
  private final TestMachine new1 = service.active("new1", "fw-update-A1");
  private final TestMachine new2 = service.active("new2", "fw-update-A2");
  private final GoldenRecord old = learned();
  private final GoldenRecord updated = service.propose(new1, new2).getFirst();

  private GoldenRecord learned() {
    service.learn(old1, old2);
    List.of(old1, old2, new1, new2).forEach(service::attest);
    return service.golden.list(Optional.of(MODEL)).stream()
        .filter(golden -> golden.id().endsWith("firmware"))
        .findFirst()
        .orElseThrow();
  }

  private Outcome<GoldenRecord> activate(Activation how) {
    return service.goldenLife.activate(updated.id(), how, OPERATOR);
  }

  private Activation window() {
    return new Activation(
        Optional.of(service.clock.instant().plus(Duration.ofDays(14))),
        Optional.empty(),
        Optional.empty());
  }

  private Activation quarter() {
    return new Activation(
        Optional.of(service.clock.instant().plus(Duration.ofDays(14))),
        Optional.of(25),
        Optional.empty());
  }

  private Verdict verdict(TestMachine machine) {
    return service.attest(machine).verdict();
  }

  @Test
  void updateIsUntrustedBeforeItsWindowTrustedInItAndTheOldOneUntrustedAfterIt() {
    assertThat(verdict(new1)).isEqualTo(Verdict.UNTRUSTED);
    done(activate(window()));
    assertThat(List.of(old1, old2, new1, new2)).allMatch(one -> verdict(one) == Verdict.TRUSTED);

    service.clock.advance(Duration.ofDays(14));

    assertThat(verdict(old1)).isEqualTo(Verdict.UNTRUSTED);
    assertThat(verdict(new1)).isEqualTo(Verdict.TRUSTED);
  }

  @Test
  void machinesBeyondTheShareOfARolloutAreAWarningUntilItsWindowIsOver() {
    done(activate(quarter()));

    assertThat(verdict(new1)).isEqualTo(Verdict.TRUSTED);
    var beyond = service.attest(new2);

    assertThat(beyond.verdict()).isEqualTo(Verdict.WARNING);
    assertThat(beyond.findings())
        .singleElement()
        .returns(RolloutShare.BEYOND, RecordedFinding::code)
        .returns(updated.id(), finding -> finding.data().get("goldenSet"));
    assertThat(verdict(new1)).as("who came first stays within").isEqualTo(Verdict.TRUSTED);
    assertThat(verdict(new2)).isEqualTo(Verdict.WARNING);
    assertThat(verdict(old1)).isEqualTo(Verdict.TRUSTED);

    service.clock.advance(Duration.ofDays(14));
    assertThat(verdict(new2)).isEqualTo(Verdict.TRUSTED);
  }

  @Test
  void machineThatLeavesTheSetMakesRoomForAnother() {
    done(activate(quarter()));
    assertThat(verdict(new1)).isEqualTo(Verdict.TRUSTED);
    assertThat(verdict(new2)).isEqualTo(Verdict.WARNING);

    service.attest(new1.reboot("clean-A1"));

    assertThat(verdict(new2)).isEqualTo(Verdict.TRUSTED);
    assertThat(verdict(new1.reboot("fw-update-A1"))).isEqualTo(Verdict.WARNING);
  }

  @Test
  void setWhoseWindowIsOverRetires() {
    done(activate(window()));
    service.goldenLife.endWindows();
    assertThat(done(service.golden.show(old.id())).state()).isEqualTo(GoldenState.ACTIVE);

    service.clock.advance(Duration.ofDays(14));
    service.goldenLife.endWindows();

    var ended = done(service.golden.show(old.id()));
    assertThat(ended.state()).isEqualTo(GoldenState.RETIRED);
    assertThat(ended.steps().getLast()).returns("Its window is over", GoldenStep::reason);
  }

  @Test
  void windowEndsInTime() {
    for (var days : List.of(0, -1, 400)) {
      var wrong =
          new Activation(
              Optional.of(service.clock.instant().plus(Duration.ofDays(days))),
              Optional.empty(),
              Optional.empty());
      assertDeclined(activate(wrong), Decline.INVALID);
    }
    assertDeclined(
        activate(new Activation(Optional.empty(), Optional.of(10), Optional.empty())),
        Decline.INVALID);
  }

  @Test
  void firmwareThatGoesBackIsAViolation() {
    done(activate(window()));
    assertThat(verdict(new1)).isEqualTo(Verdict.TRUSTED);

    var receipt = service.attest(new1.reboot("clean-A1"));

    assertThat(receipt.verdict()).isEqualTo(Verdict.UNTRUSTED);
    assertThat(receipt.findings())
        .first()
        .returns(ROLLED_BACK, RecordedFinding::code)
        .returns(old.id(), finding -> finding.data().get("older"))
        .returns(updated.id(), finding -> finding.data().get("newer"));
  }

  @Test
  void oneMoreAttestationDoesNotForgetThatFirmwareWentBack() {
    done(activate(window()));
    service.attest(new1);
    service.attest(new1.reboot("clean-A1"));

    assertThat(verdict(new1)).isEqualTo(Verdict.UNTRUSTED);
  }

  @Test
  void personAcceptsFirmwareThatWentBack() {
    done(activate(window()));
    service.attest(new1);
    service.clock.advance(Duration.ofMinutes(1));
    service.approve(new1);

    assertThat(verdict(new1.reboot("clean-A1"))).isEqualTo(Verdict.TRUSTED);
  }

  @Test
  void machineThatWasNeverUpdatedGoesNowhere() {
    done(activate(window()));

    assertThat(service.attest(old1).findings())
        .extracting(RecordedFinding::code)
        .doesNotContain(ROLLED_BACK);
  }

  @Test
  void olderVersionThatAMachineClaimsChangesNothing() {
    done(activate(window()));
    service.clock.advance(Duration.ofDays(14));
    old1.report(HostFact.BIOS_VERSION, "0.1").report(HostFact.PRODUCT_NAME, "B550-TEST");

    assertThat(verdict(old1)).isEqualTo(Verdict.UNTRUSTED);
  }

  @Test
  void previewShowsWhoseVerdictWouldChange() {
    var preview = done(service.preview.activation(updated.id(), false));

    assertThat(preview.machines()).isEqualTo(4);
    assertThat(preview.unseen()).isZero();
    assertThat(preview.changes())
        .extracting(
            Preview.Change::name,
            Preview.Change::before,
            Preview.Change::after,
            change -> change.first().map(RecordedFinding::code).orElse(""))
        .containsExactlyInAnyOrder(
            tuple("old1", Verdict.TRUSTED, Verdict.UNTRUSTED, "EVENT_CHANGED"),
            tuple("old2", Verdict.TRUSTED, Verdict.UNTRUSTED, "EVENT_CHANGED"),
            tuple("new1", Verdict.UNTRUSTED, Verdict.TRUSTED, ""),
            tuple("new2", Verdict.UNTRUSTED, Verdict.TRUSTED, ""));
  }

  @Test
  void previewOfAWindowHurtsNobody() {
    var preview = done(service.preview.activation(updated.id(), true));

    assertThat(preview.untrusted()).isEmpty();
    assertThat(preview.changes())
        .extracting(Preview.Change::name)
        .containsExactlyInAnyOrder("new1", "new2");
  }

  @Test
  void previewChangesNothing() {
    var before = TableDump.of(service.source);

    done(service.preview.activation(updated.id(), false));
    done(service.preview.end(old.id()));

    assertThat(TableDump.of(service.source)).isEqualTo(before);
  }

  @Test
  void machineWithoutEvidenceIsCounted() {
    service.approve(service.enroll(TestMachine.booted("silent", "clean-A1")));

    assertThat(done(service.preview.activation(updated.id(), true)).unseen()).isEqualTo(1);
  }

  @Test
  void activationThatMakesMachinesUntrustedNeedsAReason() {
    assertThat(activate(Activation.AT_ONCE))
        .isInstanceOfSatisfying(
            Outcome.Declined.class,
            declined ->
                assertThat(declined.detail())
                    .contains("2 of 4 machines", "old1", "old2", "forceChangesReason"));
    assertThat(done(service.golden.show(updated.id())).state()).isEqualTo(GoldenState.APPROVED);

    var active = done(activate(Activation.forced("all were told")));

    assertThat(active.steps().getLast()).returns("all were told", GoldenStep::reason);
    assertThat(done(service.golden.show(old.id())).state()).isEqualTo(GoldenState.RETIRED);
  }

  @Test
  void retirementThatMakesMachinesUntrustedNeedsAReason() {
    done(activate(window()));

    assertDeclined(
        service.goldenLife.retire(updated.id(), Optional.of("broken"), Optional.empty(), OPERATOR),
        Decline.CONFLICT);
    var retired =
        done(
            service.goldenLife.retire(
                updated.id(), Optional.empty(), Optional.of("broken update"), OPERATOR));

    assertThat(retired.steps().getLast()).returns("broken update", GoldenStep::reason);
  }

  @Test
  void rolloutTellsWhoIsOnWhichAndWhoHasNotComeAlong() {
    done(activate(new Activation(window().until(), Optional.of(25), Optional.empty())));
    List.of(old1, old2, new1, new2).forEach(service::attest);

    var rollout = service.rollout.of(MODEL);

    assertThat(rollout.sets())
        .extracting(Reached::goldenSet, Reached::machines, set -> set.beyondShare(4))
        .containsExactly(tuple(updated.id(), 2, true), tuple(old.id(), 2, false));
    assertThat(rollout.sets().getLast().endsAt()).isEqualTo(window().until());
    assertThat(rollout.laggards())
        .extracting(Laggard::name, Laggard::goldenSet)
        .containsExactly(
            tuple("old1", Optional.of(old.id())), tuple("old2", Optional.of(old.id())));
  }
}

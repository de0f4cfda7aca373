package dev.assay.verifier.service;

import static dev.assay.verifier.testing.Assertions.assertDeclined;
import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.Verdict;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManageMachinesTest {
  private final TestService service = new TestService();

  @Test
  void machineWithoutEkCertificateNeedsPersonsWord() {
    var machine = service.enroll(TestMachine.booted("a1", "clean-A1"));
    var plain = new ApproveMachine(machine.id(), TestService.MODEL, false, false, false);

    assertDeclined(service.manage.approve(plain, TestService.OPERATOR), Decline.CONFLICT);

    var approved = service.approve(machine);
    assertThat(approved.machine().state()).isEqualTo(MachineState.ACTIVE);
    assertThat(approved.machine().approval().orElseThrow().by()).isEqualTo("olga");
  }

  @Test
  void changedModelForgetsTheVerdict() {
    var a1 = service.active("a1", "clean-A1");
    service.learn(a1, service.active("a2", "clean-A2"));
    service.attest(a1);

    var moved =
        done(
            service.manage.approve(
                new ApproveMachine(a1.id(), new BoardModel("OTHER"), true, false, false),
                TestService.OPERATOR));

    assertThat(moved.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(moved.machine().latest()).isEmpty();
    assertThat(done(service.fleet.appraisals(a1.id(), 10))).hasSize(2);
  }

  @Test
  void approvalOfMachineThatChangedMeanwhileIsNoEffect() {
    var machine = service.enroll(TestMachine.booted("a1", "clean-A1"));
    var seen = service.view(machine).machine();
    service.approve(machine);

    boolean approved =
        service.machines.approve(
            seen,
            TestService.MODEL,
            Optional.empty(),
            new Approval("eve", service.clock.instant()));

    assertThat(approved).isFalse();
    assertThat(service.view(machine).machine().approval().orElseThrow().by()).isEqualTo("olga");
  }

  @Test
  void ownIntervalRulesFreshness() {
    var machine = service.active("a1", "clean-A1");
    done(service.manage.interval(machine.id(), Duration.ofHours(1), TestService.OPERATOR));
    service.clock.advance(Duration.ofMinutes(80));

    assertThat(service.view(machine).freshness()).isEqualTo(Freshness.FRESH);
    assertDeclined(
        service.manage.interval(machine.id(), Duration.ofMillis(999), TestService.OPERATOR),
        Decline.INVALID);
  }

  @Test
  void retiredMachineCantBeApproved() {
    var machine = service.active("a1", "clean-A1");
    done(service.manage.retire(machine.id(), TestService.OPERATOR));

    assertDeclined(
        service.manage.approve(
            new ApproveMachine(machine.id(), TestService.MODEL, true, true, true),
            TestService.OPERATOR),
        Decline.CONFLICT);
    assertDeclined(service.manage.retire(machine.id(), TestService.OPERATOR), Decline.NOT_FOUND);
  }

  @Test
  void listIsFiltered() {
    var a1 = service.active("a1", "clean-A1");
    service.enroll(TestMachine.booted("b1", "clean-B"));

    var active =
        new MachineFilter(
            Optional.of(MachineState.ACTIVE),
            Optional.of(TestService.MODEL),
            Optional.of(Verdict.UNKNOWN),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(names(active, Optional.empty(), 10)).containsExactly("a1");
    assertThat(names(MachineFilter.ALL, Optional.empty(), 10)).containsExactly("a1", "b1");
    assertThat(names(MachineFilter.ALL, Optional.of(a1.id()), 10)).containsExactly("b1");
  }

  private List<String> names(MachineFilter filter, Optional<MachineId> after, int limit) {
    return service.fleet.machines(filter, after, limit).machines().stream()
        .map(view -> view.machine().displayName())
        .toList();
  }

  @Test
  void pagesHaveEachMachineOnceHoweverManyHaveItsName() {
    for (var capture : List.of("clean-A1", "clean-A2", "clean-B")) {
      service.enroll(TestMachine.booted("b1", capture));
    }
    service.enroll(TestMachine.booted("a1", "clean-A1"));
    service.enroll(TestMachine.booted("c1", "clean-A1"));
    var pending =
        new MachineFilter(
            Optional.of(MachineState.PENDING),
            Optional.empty(),
            Optional.of(Verdict.UNKNOWN),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var found = new ArrayList<Machine>();
    Optional<MachineId> after = Optional.empty();
    do {
      var page = service.fleet.machines(pending, after, 2);
      page.machines().forEach(view -> found.add(view.machine()));
      after = page.next();
    } while (after.isPresent());

    assertThat(found)
        .extracting(Machine::displayName)
        .containsExactly("a1", "b1", "b1", "b1", "c1");
    assertThat(found).extracting(Machine::id).doesNotHaveDuplicates();
  }

  @Test
  void pageSaysWhereTheNextBegins() {
    var a1 = service.enroll(TestMachine.booted("a1", "clean-A1"));
    service.enroll(TestMachine.booted("b1", "clean-B"));

    var first = service.fleet.machines(MachineFilter.ALL, Optional.empty(), 1);

    assertThat(first.next()).contains(a1.id());
    assertThat(service.fleet.machines(MachineFilter.ALL, first.next(), 1).next()).isEmpty();
  }

  @Test
  void machinesThatNobodyApprovedAreForgottenAfterAWhile() {
    var active = service.active("a1", "clean-A1");
    var old = service.enroll(TestMachine.booted("old", "clean-A2"));
    service.attest(old);
    service.clock.advance(Duration.ofDays(31));
    var young = service.enroll(TestMachine.booted("young", "clean-B"));

    int gone = service.machines.purgePending(service.clock.instant().minus(Duration.ofDays(30)));

    assertThat(gone).isEqualTo(1);
    assertThat(service.machines.find(old.id())).isEmpty();
    assertThat(service.machines.find(young.id())).isPresent();
    assertThat(service.machines.find(active.id())).isPresent();
  }
}

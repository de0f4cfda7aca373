package dev.assay.verifier.service;

import static dev.assay.verifier.testing.Assertions.assertDeclined;
import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.golden.Decision;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.Quorum;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManageGoldenTest {
  private final TestService service = new TestService();

  @Test
  void siblingsGiveDraftsOfBothLayers() {
    var drafted = draft(service.active("a1", "clean-A1"), service.active("a2", "clean-A2"));

    assertThat(drafted.sets())
        .extracting(set -> set.set().layer())
        .containsExactly(Layer.FIRMWARE, Layer.OS);
    assertThat(drafted.sets()).extracting(GoldenRecord::state).containsOnly(GoldenState.DRAFT);
    assertThat(drafted.learning().differences()).isNotEmpty();
  }

  @Test
  void draftReadsBackAsItWasKept() {
    var drafted = draft(service.active("a1", "clean-A1"), service.active("a2", "clean-A2"));

    for (var set : drafted.sets()) {
      assertThat(done(service.golden.show(set.id()))).isEqualTo(set);
    }
  }

  @Test
  void whatIsDecidedIsPutForwardAndTheRestStaysADraft() {
    var all =
        List.of(service.active("a1", "clean-A1").id(), service.active("a2", "implant-fw").id());

    var learned =
        done(
            service.golden.propose(
                new LearnOrder(TestService.MODEL, all, Optional.empty()), TestService.OPERATOR));

    assertThat(learned.sets())
        .extracting(GoldenRecord::state)
        .containsExactly(GoldenState.DRAFT, GoldenState.APPROVED);
  }

  @Test
  void allSiblingsTeachWhereNoneIsNamed() {
    var a1 = service.active("a1", "clean-A1");
    var a2 = service.active("a2", "clean-A2");
    service.approve(service.enroll(TestMachine.booted("a3", "clean-A1")));

    var learned =
        done(
            service.golden.propose(
                new LearnOrder(TestService.MODEL, List.of(), Optional.empty()),
                TestService.OPERATOR));

    assertThat(learned.sets())
        .allSatisfy(set -> assertThat(set.from()).containsExactlyInAnyOrder(a1.id(), a2.id()));
  }

  @Test
  void draftIsNotInForce() {
    var a1 = service.active("a1", "clean-A1");
    draft(a1, service.active("a2", "clean-A2"));

    assertThat(service.attest(a1).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void oneMachineAloneNeedsRecordedReason() {
    var a1 = service.active("a1", "clean-A1");

    assertDeclined(
        service.golden.draft(
            new LearnOrder(TestService.MODEL, List.of(a1.id(), a1.id()), Optional.empty()),
            TestService.OPERATOR),
        Decline.INVALID);
    var drafted =
        done(
            service.golden.draft(
                new LearnOrder(
                    TestService.MODEL, List.of(a1.id()), Optional.of("the only one of its kind")),
                TestService.OPERATOR));
    assertThat(drafted.sets().getFirst().made().reason()).contains("the only one of its kind");
  }

  @Test
  void pendingMachineTeachesNothing() {
    var pending = service.enroll(TestMachine.booted("a1", "clean-A1"));
    service.attest(pending);

    assertDeclined(
        service.golden.draft(
            new LearnOrder(TestService.MODEL, List.of(pending.id()), Optional.of("alone")),
            TestService.OPERATOR),
        Decline.CONFLICT);
  }

  @Test
  void machineOfAnotherModelTeachesNothing() {
    var a1 = service.active("a1", "clean-A1");

    assertDeclined(
        service.golden.draft(
            new LearnOrder(new BoardModel("B550-TEST"), List.of(a1.id()), Optional.of("alone")),
            TestService.OPERATOR),
        Decline.CONFLICT);
  }

  @Test
  void bootThatItsLogDoesNotExplainTeachesNothing() {
    var machine = service.enroll(TestMachine.booted("a1", "clean-A1"));
    service.approve(machine);

    assertDeclined(
        service.golden.draft(
            new LearnOrder(TestService.MODEL, List.of(machine.id()), Optional.of("alone")),
            TestService.OPERATOR),
        Decline.CONFLICT);
  }

  @Test
  void undecidedDifferencesNeedRecordedReason() {
    var drafted = draft(service.active("a1", "clean-A1"), service.active("a2", "implant-fw"));
    var firmware = drafted.sets().getFirst();
    assertThat(firmware.undecided()).isTrue();

    assertDeclined(
        service.goldenLife.propose(firmware.id(), Optional.empty(), TestService.OPERATOR),
        Decline.CONFLICT);
    var proposed =
        done(
            service.goldenLife.propose(
                firmware.id(), Optional.of("both are known builds"), TestService.OPERATOR));
    assertThat(proposed.proposal().orElseThrow().reason()).contains("both are known builds");
  }

  @Test
  void newSetRetiresTheOneBefore() {
    var a1 = service.active("a1", "clean-A1");
    var a2 = service.active("a2", "clean-A2");
    service.learn(a1, a2);
    var before = service.golden.list(Optional.of(TestService.MODEL));

    service.learn(a1, a2);

    for (var set : before) {
      assertThat(done(service.golden.show(set.id())).state()).isEqualTo(GoldenState.RETIRED);
    }
    assertDeclined(
        service.goldenLife.activate(
            before.getFirst().id(), Activation.AT_ONCE, TestService.OPERATOR),
        Decline.CONFLICT);
    assertThat(service.attest(a1).verdict()).isEqualTo(Verdict.TRUSTED);
  }

  @Test
  void retiredSetIsOutOfForce() {
    var a1 = service.active("a1", "clean-A1");
    service.learn(a1, service.active("a2", "clean-A2"));
    for (var set : service.golden.list(Optional.empty())) {
      done(
          service.goldenLife.retire(
              set.id(), Optional.empty(), Optional.empty(), TestService.OPERATOR));
    }

    assertThat(service.attest(a1).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void whatJudgedIsRecorded() {
    var a1 = service.active("a1", "clean-A1");
    service.learn(a1, service.active("a2", "clean-A2"));
    service.attest(a1);

    var latest = service.view(a1).machine().latest().orElseThrow();

    assertThat(latest.goldenSets())
        .containsExactlyInAnyOrderElementsOf(
            service.golden.list(Optional.empty()).stream().map(GoldenRecord::id).toList());
    assertThat(latest.quoted().orElseThrow().clock().resetCount()).isEqualTo(7);
  }

  private ManageGolden.Drafted draft(TestMachine... from) {
    return done(
        service.golden.draft(
            new LearnOrder(
                TestService.MODEL,
                List.of(from).stream().map(TestMachine::id).toList(),
                Optional.empty()),
            TestService.OPERATOR));
  }

  @Test
  void machineThatStandsOutIsToldOfAndKept() {
    service.active("a1", "clean-A1");
    service.active("a2", "clean-A2");
    service.active("a3", "implant-fw");

    var drafted =
        done(
            service.golden.propose(
                new LearnOrder(TestService.MODEL, List.of(), Optional.empty()),
                TestService.OPERATOR));

    assertThat(drafted.sets()).extracting(GoldenRecord::state).containsOnly(GoldenState.APPROVED);
    assertThat(drafted.learning().camps())
        .singleElement()
        .satisfies(
            camp -> {
              assertThat(camp.examples()).singleElement().asString().startsWith("a3 ");
              assertThat(camp.shared()).singleElement().matches(one -> one.pcr().value() == 0);
            });
    var firmware = done(service.golden.show(drafted.sets().getFirst().id()));
    assertThat(firmware.learning().camps()).isEqualTo(drafted.learning().camps());
    assertThat(firmware.from()).hasSize(3);
    assertThat(firmware.set().provenance().orElseThrow().sources())
        .extracting(source -> source.outlier())
        .containsExactlyInAnyOrder(false, false, true);
    var os = done(service.golden.show(drafted.sets().getLast().id()));
    assertThat(os.learning().camps()).isEmpty();
  }

  @Test
  void quorumThatAPersonRaisesLeavesUndecidedWhatTooFewShow() {
    service.active("a1", "clean-A1");
    service.active("a2", "clean-A2");
    service.active("a3", "implant-fw");

    var all =
        done(
            service.golden.propose(
                new LearnOrder(
                    TestService.MODEL, List.of(), Quorum.of(3), Optional.empty(), Optional.empty()),
                TestService.OPERATOR));

    var firmware = all.sets().getFirst();
    assertThat(firmware.state()).isEqualTo(GoldenState.DRAFT);
    assertThat(firmware.undecided()).isTrue();
    assertThat(firmware.set().provenance().orElseThrow().quorum()).isEqualTo(3);
    assertThat(all.learning().camps()).isEmpty();
  }

  /// It is judged by the model that a person confirmed, whatever it says of itself.
  @Test
  void machineThatClaimsAnEasierModelIsJudgedByItsOwn() {
    service.learn(service.active("a1", "clean-A1"), service.active("a2", "clean-A2"));
    var easier = new BoardModel("TestVendor EASY-1");
    var implanted = service.enroll(TestMachine.booted("e1", "implant-fw"));
    done(
        service.manage.approve(
            new ApproveMachine(implanted.id(), easier, true, false, false), TestService.OPERATOR));
    service.attest(implanted);
    done(service.golden.propose(
            new LearnOrder(easier, List.of(implanted.id()), Optional.of("its only one")),
            TestService.OPERATOR))
        .sets()
        .forEach(
            set ->
                done(
                    service.goldenLife.activate(
                        set.id(), Activation.AT_ONCE, TestService.OPERATOR)));
    assertThat(service.attest(implanted).verdict()).isEqualTo(Verdict.TRUSTED);

    var liar = service.active("a3", "implant-fw");
    liar.report(HostFact.SYSTEM_VENDOR, "TestVendor").report(HostFact.PRODUCT_NAME, "EASY-1");

    assertThat(service.attest(liar).verdict()).isEqualTo(Verdict.UNTRUSTED);
    assertThat(service.view(liar).machine().model()).contains(TestService.MODEL);
  }

  @Test
  void quorumThatIsNoneIsRefused() {
    service.active("a1", "clean-A1");
    service.active("a2", "clean-A2");

    assertThat(
            service.golden.draft(
                new LearnOrder(
                    TestService.MODEL, List.of(), Quorum.of(1), Optional.empty(), Optional.empty()),
                TestService.OPERATOR))
        .isInstanceOfSatisfying(
            Outcome.Declined.class,
            declined -> assertThat(declined.toString()).contains("not more than half"));
  }

  @Test
  void asManyOfTwoVersionsWaitForAPersonToChoose() {
    service.active("a1", "clean-A1");
    service.active("a2", "fw-update-A2");

    var order = new LearnOrder(TestService.MODEL, List.of(), Optional.of("the last of them"));
    assertDeclined(service.golden.draft(order, TestService.OPERATOR), Decline.CONFLICT);

    var chosen =
        done(
            service.golden.draft(
                new LearnOrder(
                    TestService.MODEL,
                    List.of(),
                    Quorum.MAJORITY,
                    Optional.of(""),
                    Optional.of("the last of them")),
                TestService.OPERATOR));
    assertThat(chosen.learning().otherVersions())
        .singleElement()
        .satisfies(other -> assertThat(other.machines()).isEqualTo(1));
    assertThat(chosen.sets().getFirst().from()).hasSize(1);
    assertThat(chosen.sets().getFirst().set().provenance().orElseThrow().decisions())
        .extracting(Decision::kind)
        .containsExactly(Decision.Kind.SINGLE_MACHINE);
  }

  @Test
  void acceptedDifferencesAreInWhatIsSigned() {
    var drafted = draft(service.active("a1", "clean-A1"), service.active("a2", "implant-fw"));
    var firmware = drafted.sets().getFirst();
    assertThat(firmware.undecided()).isTrue();

    var proposed =
        done(
            service.goldenLife.propose(
                firmware.id(), Optional.of("two releases"), TestService.OPERATOR));

    assertThat(proposed.set().provenance().orElseThrow().decisions())
        .singleElement()
        .satisfies(
            decision -> {
              assertThat(decision.kind()).isEqualTo(Decision.Kind.DIFFERENCES_ACCEPTED);
              assertThat(decision.reason()).isEqualTo("two releases");
              assertThat(decision.by()).isEqualTo(TestService.OPERATOR.name());
            });
  }
}

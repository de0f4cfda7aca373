package dev.assay.verifier.service;

import static dev.assay.verifier.testing.Assertions.assertDeclined;
import static dev.assay.verifier.testing.TestService.MODEL;
import static dev.assay.verifier.testing.TestService.OPERATOR;
import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.golden.ComponentRule;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.Quorum;
import dev.assay.golden.GoldenFile;
import dev.assay.golden.GoldenJson;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// OS images: machines of one board model, each held to the OS that its role has.
class ManageImagesTest {
  private static final OsImage WEB = new OsImage("web-1");
  private static final MachineRole FRONT = new MachineRole("front/web");
  private static final Optional<String> NO_REASON = Optional.empty();

  private final TestService service = new TestService();
  private final TestMachine a1 = service.active("a1", "clean-A1");
  private final TestMachine a2 = service.active("a2", "clean-A2");
  private final TestMachine other = service.active("w1", "boot-cmdline");

  ManageImagesTest() {
    service.learn(a1, a2);
    List.of(a1, a2, other).forEach(service::attest);
    done(service.images.add(WEB, OPERATOR));
  }

  private void assertVerdict(TestMachine machine, Verdict verdict) {
    assertThat(service.attest(machine).verdict()).isEqualTo(verdict);
  }

  /// The OS set of the image WEB, in force, learned from the machine with the other command line.
  private GoldenRecord webInForce() {
    var order =
        new LearnOrder(
            MODEL,
            List.of(other.id()),
            Quorum.MAJORITY,
            Optional.empty(),
            Optional.of("the first of its kind"),
            Set.of(Layer.OS),
            Optional.of(WEB),
            ComponentRule.COMMON);
    var set = done(service.golden.propose(order, OPERATOR)).sets().getFirst();
    return done(service.goldenLife.activate(set.id(), Activation.forced("in a test"), OPERATOR));
  }

  private void role(TestMachine machine) {
    done(service.images.role(machine.id(), Optional.of(FRONT), Optional.of("meant"), OPERATOR));
  }

  @Test
  void machineIsHeldToItsModelsFirmwareAndItsRolesOs() {
    assertVerdict(other, Verdict.UNTRUSTED);
    var web = webInForce();
    assertVerdict(other, Verdict.UNTRUSTED);

    role(other);
    done(service.images.assign(WEB, FRONT, NO_REASON, OPERATOR));

    assertVerdict(other, Verdict.TRUSTED);
    assertThat(service.view(other).machine().latest().orElseThrow().goldenSets())
        .hasSize(2)
        .contains(web.id());
    assertVerdict(a1, Verdict.TRUSTED);
  }

  @Test
  void firmwareIsHeldToTheModelWhateverTheRole() {
    webInForce();
    done(service.images.assign(WEB, FRONT, NO_REASON, OPERATOR));
    var implanted = service.active("evil", "implant-fw");
    role(implanted);

    assertThat(service.attest(implanted).findings())
        .extracting(RecordedFinding::code)
        .contains("EVENT_CHANGED");
    assertVerdict(implanted, Verdict.UNTRUSTED);
  }

  @Test
  void imageWithoutAnActiveSetIsWhatPolicySaysOfALayerThatNothingJudges() {
    role(other);
    done(service.images.assign(WEB, FRONT, NO_REASON, OPERATOR));

    assertThat(service.attest(other).findings())
        .extracting(RecordedFinding::code)
        .containsExactly("OS_LAYER_NOT_JUDGED");
  }

  @Test
  void takingTheImageAwayTakesEffectAtTheNextAppraisal() {
    webInForce();
    role(other);
    done(service.images.assign(WEB, FRONT, NO_REASON, OPERATOR));
    assertVerdict(other, Verdict.TRUSTED);

    done(service.images.unassign(FRONT, Optional.of("gone"), OPERATOR));

    assertVerdict(other, Verdict.UNTRUSTED);
  }

  @Test
  void whoWouldBecomeUntrustedIsShownFirst() {
    webInForce();
    role(a1);

    assertDeclined(service.images.assign(WEB, FRONT, NO_REASON, OPERATOR), Decline.CONFLICT);
    done(service.images.assign(WEB, FRONT, Optional.of("meant"), OPERATOR));
    assertVerdict(a1, Verdict.UNTRUSTED);
    assertDeclined(
        service.images.role(a2.id(), Optional.of(FRONT), NO_REASON, OPERATOR), Decline.CONFLICT);
  }

  @Test
  void previewOfAnImagesSetLooksAtItsMachinesAlone() {
    role(other);
    done(service.images.assign(WEB, FRONT, NO_REASON, OPERATOR));
    service.attest(other);
    var web = webInForce();

    assertThat(done(service.preview.end(web.id())).machines()).isEqualTo(1);
    assertThat(done(service.preview.end(ofTheModel(Layer.OS))).machines()).isEqualTo(2);
    assertThat(done(service.preview.end(ofTheModel(Layer.FIRMWARE))).machines()).isEqualTo(3);
  }

  private String ofTheModel(Layer layer) {
    return service.golden.list(Optional.of(MODEL)).stream()
        .filter(set -> set.set().layer() == layer)
        .map(GoldenRecord::id)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void reappraisalUsesTheImageOfThatTime() {
    webInForce();
    role(other);
    done(service.images.assign(WEB, FRONT, NO_REASON, OPERATOR));
    service.attest(other);
    done(service.images.unassign(FRONT, Optional.of("gone"), OPERATOR));

    var compared = done(service.reappraise.machine(other.id(), Optional.empty()));

    assertThat(compared.again().verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(compared.same()).isTrue();
  }

  @Test
  void setOfAnImageComesAsAFileAndSignedAsAnyOther() {
    var strict = new TestService(2);
    var alice = strict.signers.add("alice");
    var bob = strict.signers.add("bob");
    var web = webInForce();
    var file = new GoldenFile(web.stored().proposed().orElseThrow(), List.of());
    var text = file.with(alice.sign(web)).with(bob.sign(web)).write();

    var brought = done(strict.importGolden.bring(text, OPERATOR));

    assertThat(brought.state()).isEqualTo(GoldenState.APPROVED);
    assertThat(brought.subject()).isEqualTo(new GoldenSubject(Layer.OS, WEB.name()));
    assertThat(GoldenJson.namesImage(brought.set())).isTrue();
  }

  @Test
  void setOfAnotherImageThatADatabaseWriterBringsInIsNotInForce() {
    var web = webInForce();
    service.execute("UPDATE golden_set SET board_model = 'X11-TEST' WHERE id = '" + web.id() + "'");

    var receipt = service.attest(other);

    assertThat(receipt.verdict()).isEqualTo(Verdict.UNTRUSTED);
    assertThat(receipt.findings())
        .extracting(RecordedFinding::code)
        .contains(GoldenCatalogue.NOT_VOUCHED_FOR);
  }

  @Test
  void learnedSetIsOfTheImageThatTheMachinesHave() {
    role(a1);
    role(a2);
    done(service.images.assign(WEB, FRONT, Optional.of("meant"), OPERATOR));

    var sets = service.propose(a1, a2);

    assertThat(sets)
        .extracting(GoldenRecord::set)
        .extracting(GoldenSet::subject)
        .containsExactly(MODEL.name(), WEB.name());
  }

  @Test
  void machinesOfSeveralImagesTeachTheFirmwareAlone() {
    role(a1);
    done(service.images.assign(WEB, FRONT, Optional.of("meant"), OPERATOR));
    var from = List.of(a1.id(), a2.id());

    assertDeclined(
        service.golden.propose(new LearnOrder(MODEL, from, NO_REASON), OPERATOR), Decline.CONFLICT);
    var firmware =
        new LearnOrder(
            MODEL,
            from,
            Quorum.MAJORITY,
            NO_REASON,
            NO_REASON,
            Set.of(Layer.FIRMWARE),
            Optional.empty(),
            ComponentRule.COMMON);
    assertThat(done(service.golden.propose(firmware, OPERATOR)).sets()).hasSize(1);
  }

  @Test
  void roleIsOneImagesAlone() {
    done(service.images.add(new OsImage("web-2"), OPERATOR));
    done(service.images.assign(WEB, FRONT, NO_REASON, OPERATOR));
    done(service.images.assign(new OsImage("web-2"), FRONT, NO_REASON, OPERATOR));

    assertThat(service.images.list())
        .filteredOn(image -> !image.holders().isEmpty())
        .extracting(ImageRecord::image)
        .containsExactly(new OsImage("web-2"));
  }

  @Test
  void whatIsNotThereIsSaid() {
    var unknown = new OsImage("nobodys");
    assertDeclined(service.images.assign(unknown, FRONT, NO_REASON, OPERATOR), Decline.NOT_FOUND);
    assertDeclined(service.images.add(WEB, OPERATOR), Decline.CONFLICT);
    assertDeclined(service.images.unassign(FRONT, NO_REASON, OPERATOR), Decline.CONFLICT);
    var nobody = TestMachine.booted("nobody", "clean-A1").id();
    assertDeclined(
        service.images.role(nobody, Optional.of(FRONT), NO_REASON, OPERATOR), Decline.NOT_FOUND);
  }
}

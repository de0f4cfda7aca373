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
import dev.assay.verifier.store.Database;
import dev.assay.verifier.store.ImageStore;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// OS images that machines have by their labels, on a real database.
class ImagesByLabelTest {
  private static final OsImage WEB = new OsImage("web-1");
  private static final OsImage DB = new OsImage("db-1");
  private static final MachineRole FRONT = new MachineRole("front/web");
  private static final MachineLabel PROD = new MachineLabel("env", "prod");
  private static final MachineLabel TIER = new MachineLabel("tier", "web");
  private static final Optional<String> NO_REASON = Optional.empty();
  private static final Optional<String> MEANT = Optional.of("meant");

  private final TestService service = new TestService();
  private final TestMachine a1 = service.active("a1", "clean-A1");
  private final TestMachine a2 = service.active("a2", "clean-A2");

  ImagesByLabelTest() {
    done(service.images.add(WEB, OPERATOR));
    done(service.images.add(DB, OPERATOR));
  }

  private void label(TestMachine machine, MachineLabel... labels) {
    done(service.images.labels(machine.id(), setting(labels), MEANT, OPERATOR));
  }

  private static LabelChange setting(MachineLabel... labels) {
    return new LabelChange(List.of(labels), Set.of());
  }

  private void assign(OsImage image, ImageHolder holder) {
    done(service.images.assign(image, holder, MEANT, OPERATOR));
  }

  private Optional<OsImage> image(TestMachine machine) {
    return service.view(machine).machine().image();
  }

  private void assertConflict(Outcome<?> outcome, String words) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Declined.class,
            declined -> {
              assertThat(declined.kind()).isEqualTo(Decline.CONFLICT);
              assertThat(declined.detail()).contains(words);
            });
  }

  @Test
  void labelGivesItsMachinesTheImageAndTakesItAway() {
    label(a1, PROD);
    assign(WEB, PROD);
    assertThat(image(a1)).contains(WEB);
    assertThat(image(a2)).isEmpty();

    label(a2, PROD);
    assertThat(image(a2)).contains(WEB);

    done(
        service.images.labels(
            a1.id(), new LabelChange(List.of(), Set.of("env")), NO_REASON, OPERATOR));
    assertThat(image(a1)).isEmpty();
    assertThat(service.view(a1).machine().labels()).isEmpty();

    done(service.images.unassign(PROD, NO_REASON, OPERATOR));
    assertThat(image(a2)).isEmpty();
  }

  @Test
  void keyHasOneValue() {
    label(a1, PROD, TIER);
    label(a1, new MachineLabel("env", "test"));

    assertThat(service.view(a1).machine().labels())
        .extracting(MachineLabel::toString)
        .containsExactly("env=test", "tier=web");
  }

  @Test
  void machineIsHeldToTheImageOfItsLabel() {
    service.learn(a1, a2);
    var other = service.active("w1", "boot-cmdline");
    assertThat(service.attest(other).verdict()).isEqualTo(Verdict.UNTRUSTED);
    inForce(WEB, other);
    label(other, PROD);

    assign(WEB, PROD);

    assertThat(service.attest(other).verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(service.attest(a1).verdict()).isEqualTo(Verdict.TRUSTED);

    label(a1, PROD);
    label(a2, PROD);
    assertThat(service.propose(a1, a2))
        .extracting(GoldenRecord::set)
        .extracting(GoldenSet::subject)
        .containsExactly(MODEL.name(), WEB.name());
  }

  private void inForce(OsImage image, TestMachine from) {
    var order =
        new LearnOrder(
            MODEL,
            List.of(from.id()),
            Quorum.MAJORITY,
            Optional.empty(),
            Optional.of("the first of its kind"),
            Set.of(Layer.OS),
            Optional.of(image),
            ComponentRule.NONE);
    var set = done(service.golden.propose(order, OPERATOR)).sets().getFirst();
    done(service.goldenLife.activate(set.id(), Activation.forced("in a test"), OPERATOR));
  }

  @Test
  void imageOfTheRoleComesBeforeThatOfALabel() {
    label(a1, PROD);
    assign(WEB, PROD);
    done(service.images.role(a1.id(), Optional.of(FRONT), MEANT, OPERATOR));
    assertThat(image(a1)).as("the role has none").contains(WEB);

    assign(DB, FRONT);
    assertThat(image(a1)).contains(DB);

    done(service.images.unassign(FRONT, NO_REASON, OPERATOR));
    assertThat(image(a1)).contains(WEB);
  }

  @Test
  void labelsThatLeadToTwoImagesAreRefusedWhateverTheRole() {
    assign(WEB, PROD);
    assign(DB, TIER);
    done(service.images.role(a1.id(), Optional.of(FRONT), MEANT, OPERATOR));
    assign(DB, FRONT);

    assertConflict(
        service.images.labels(a1.id(), setting(PROD, TIER), MEANT, OPERATOR),
        "The labels of machine a1 would lead to two OS images: env=prod to web-1 and tier=web to"
            + " db-1.");
    assertThat(service.view(a1).machine().labels()).isEmpty();
  }

  @Test
  void imageThatMakesLabelsAmbiguousIsRefused() {
    label(a1, PROD, TIER);
    assign(WEB, PROD);

    assertConflict(
        service.images.assign(DB, TIER, MEANT, OPERATOR),
        "The labels of machine a1 would lead to two OS images: env=prod to web-1 and tier=web to"
            + " db-1.");
    assertThat(image(a1)).contains(WEB);

    assign(WEB, TIER);
    done(service.images.unassign(PROD, NO_REASON, OPERATOR));
    assertThat(image(a1)).as("by the other label").contains(WEB);
  }

  /// Two people at once: each change is sound alone.
  @Test
  void storeRefusesWhatWasSoundWhenItWasLookedAt() {
    var store = new ImageStore(new Database(service.source));
    var by = new Approval("olga", service.clock.instant());
    label(a1, PROD, TIER);
    assign(WEB, PROD);

    assertThat(store.assign(DB, TIER, by)).isFalse();
    assertThat(store.assignments().of(TIER)).isEmpty();

    label(a2, PROD);
    assertThat(store.assign(DB, new MachineLabel("rank", "1"), by)).isTrue();
    assertThat(store.label(a2.id(), setting(new MachineLabel("rank", "1")))).isFalse();
    assertThat(service.view(a2).machine().labels()).containsExactly(PROD);
  }

  @Test
  void ambiguityThatSomebodyWroteIntoTheDatabaseLeadsToNoImage() {
    label(a1, PROD, TIER);
    assign(WEB, PROD);
    service.execute(
        "INSERT INTO os_image_label VALUES ('tier', 'web', 'db-1', 'nobody', CURRENT_TIMESTAMP)");

    assertThat(image(a1)).isEmpty();
  }

  @Test
  void whoWouldBecomeUntrustedIsShownFirst() {
    service.learn(a1, a2);
    service.attest(a1);
    inForce(WEB, service.active("w1", "boot-cmdline"));
    label(a1, PROD);

    assertConflict(
        service.images.assign(WEB, PROD, NO_REASON, OPERATOR), "would become UNTRUSTED: a1");
    done(service.images.assign(WEB, PROD, MEANT, OPERATOR));
    service.attest(a2);
    assertConflict(
        service.images.labels(a2.id(), setting(PROD), NO_REASON, OPERATOR),
        "would become UNTRUSTED: a2");
  }

  @Test
  void machinesAreFoundByTheirLabel() {
    label(a2, PROD);
    var filter = MachineFilter.of(Optional.empty(), PROD);
    assertThat(service.machines.list(filter, Optional.empty(), 10))
        .extracting(Machine::displayName)
        .containsExactly("a2");
    assertThat(service.images.list())
        .flatExtracting(ImageRecord::holders)
        .as("no image has it")
        .isEmpty();
    assign(WEB, PROD);
    assertThat(service.images.list())
        .flatExtracting(ImageRecord::holders)
        .singleElement()
        .satisfies(one -> assertThat(one.machines()).isEqualTo(1));
  }

  @Test
  void unclearChangesAreRefused() {
    assertDeclined(service.images.labels(a1.id(), setting(), NO_REASON, OPERATOR), Decline.INVALID);
    var both = new LabelChange(List.of(PROD), Set.of("env"));
    assertDeclined(service.images.labels(a1.id(), both, NO_REASON, OPERATOR), Decline.INVALID);
    var many =
        IntStream.rangeClosed(0, LabelChange.MOST)
            .mapToObj(i -> new MachineLabel("key" + i, "x"))
            .toArray(MachineLabel[]::new);
    assertDeclined(
        service.images.labels(a1.id(), setting(many), NO_REASON, OPERATOR), Decline.INVALID);
    var nobody = TestMachine.booted("nobody", "clean-A1").id();
    assertDeclined(
        service.images.labels(nobody, setting(PROD), NO_REASON, OPERATOR), Decline.NOT_FOUND);
    assertConflict(service.images.unassign(PROD, NO_REASON, OPERATOR), "Label env=prod has no OS");
  }

  @Test
  void labelIsTwoWordsOfTheGrammar() {
    assertThat(MachineLabel.parse("env=prod")).contains(PROD);
    assertThat(Stream.of("env", "=prod", "env=", "env=a=b", "env=a b", "env=\u00e9"))
        .allMatch(text -> MachineLabel.parse(text).isEmpty());
  }
}

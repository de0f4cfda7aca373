package dev.assay.appraisal.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.SampleBoot;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A quorum decides what is golden; whoever shows something else is told of, whatever the order.
class GoldenLearnerTest {
  private static final String ROM = "implanted option ROM";
  private final List<Sibling> siblings = new ArrayList<>();

  private static LogBuilder measured(LogBuilder log, int index, String what) {
    return log.change(
        index,
        old ->
            new LogBuilder.Entry(
                old.pcr(), old.type(), log.digests(EventData.ascii(what)), old.data()));
  }

  private static LogBuilder implant(LogBuilder log) {
    return measured(log, SampleBoot.DXE, "implanted DXE");
  }

  private static LogBuilder optionRom(LogBuilder log) {
    return log.insert(
        SampleBoot.SEPARATOR_0,
        2,
        EventType.EFI_BOOT_SERVICES_DRIVER,
        EventData.ascii(ROM),
        EventData.imageLoad("rom.efi"));
  }

  private static LogBuilder both(LogBuilder log) {
    return optionRom(implant(log));
  }

  private GoldenLearnerTest sound(int machines) {
    return poisoned("sound", machines, log -> log);
  }

  private GoldenLearnerTest poisoned(String name, int machines, UnaryOperator<LogBuilder> change) {
    for (int i = 0; i < machines; i++) {
      String suffix = "%02x".formatted(siblings.size());
      siblings.add(change.apply(SampleBoot.of(suffix)).sibling("%s-%02d".formatted(name, i)));
    }
    return this;
  }

  private GoldenDraft learned(Quorum quorum) {
    var learner = new GoldenLearner();
    siblings.forEach(learner::add);
    return learner.draft("model", quorum);
  }

  private GoldenDraft learned() {
    return learned(Quorum.MAJORITY);
  }

  @Test
  void poisonedMinorityIsNamedAndNotInTheSet() {
    var draft = sound(37).poisoned("bad", 3, GoldenLearnerTest::implant).learned();

    assertThat(draft.undecided(Layer.FIRMWARE)).isFalse();
    assertThat(draft.toGoldenSet("g", Layer.FIRMWARE).events())
        .isEqualTo(clean(37).toGoldenSet("g", Layer.FIRMWARE).events());
    assertThat(draft.outliers())
        .singleElement()
        .satisfies(
            outlier -> {
              assertThat(outlier.examples()).containsExactly("bad-00", "bad-01", "bad-02");
              assertThat(outlier.words())
                  .startsWith(
                      "PCR 0, EV_EFI_PLATFORM_FIRMWARE_BLOB2 'DXEFV': 3 of 40 show 'DXEFV' sha256:")
                  .contains("; 37, the others, show 'DXEFV' sha256:");
            });
  }

  /// Nothing tells which camp is the sound one, so both are shown.
  @Test
  void poisonedMajorityLeavesTheSoundMinorityAsACamp() {
    var draft = sound(3).poisoned("bad", 5, GoldenLearnerTest::both).learned();

    assertThat(draft.camps())
        .singleElement()
        .satisfies(
            camp -> {
              assertThat(camp.machines()).isEqualTo(3);
              assertThat(camp.examples()).containsExactly("sound-00", "sound-01", "sound-02");
              assertThat(camp.shared())
                  .extracting(outlier -> outlier.pcr().value() + " " + outlier.kind())
                  .containsExactly("0 CHANGED", "2 MISSING");
            });
  }

  @Test
  void machinesThatStandOutInTheSameThingsAreOneCamp() {
    var draft =
        sound(30)
            .poisoned("both", 3, GoldenLearnerTest::both)
            .poisoned("rom", 2, GoldenLearnerTest::optionRom)
            .learned();

    assertThat(draft.camps())
        .extracting(camp -> camp.machines() + " share " + camp.shared().size())
        .containsExactly("3 share 2", "2 share 1");
    assertThat(draft.outliers())
        .extracting(outlier -> outlier.kind() + " " + outlier.machines())
        .containsExactly("CHANGED 3", "ADDED 5");
  }

  @Test
  void halfAndHalfIsForAPersonToDecide() {
    var draft = sound(2).poisoned("bad", 2, GoldenLearnerTest::implant).learned();

    assertThat(draft.undecided(Layer.FIRMWARE)).isTrue();
    assertThat(draft.outliers()).isEmpty();
    assertThat(draft.differences())
        .filteredOn(one -> one.resolution() == Difference.Resolution.UNDECIDED)
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.shown().keySet())
                    .containsExactly("bad-00", "bad-01", "sound-00", "sound-01"));
  }

  @Test
  void machineThatLacksAnEventIsAnOutlier() {
    var draft = sound(4).poisoned("less", 1, log -> log.remove(SampleBoot.CPU_FLAGS)).learned();

    assertThat(draft.outliers())
        .singleElement()
        .satisfies(
            outlier -> {
              assertThat(outlier.kind()).isEqualTo(Outlier.Kind.MISSING);
              assertThat(outlier.words()).contains("1 of 5 does not measure ");
            });
    assertThat(draft.undecided(Layer.FIRMWARE)).isFalse();
  }

  @Test
  void measurementAtAnotherPlaceIsAnOutlier() {
    var draft =
        sound(4).poisoned("moved", 1, log -> log.swap(SampleBoot.PEI, SampleBoot.DXE)).learned();

    assertThat(draft.outliers()).extracting(Outlier::kind).containsExactly(Outlier.Kind.MOVED);
  }

  @Test
  void otherStartOfPcr0IsAnOutlier() {
    var draft =
        sound(4)
            .poisoned(
                "locality",
                1,
                log ->
                    log.insert(
                        1,
                        new LogBuilder.Entry(
                            0,
                            EventType.NO_ACTION,
                            Map.of(
                                HashAlgorithm.SHA1,
                                HashAlgorithm.SHA1.zero(),
                                HashAlgorithm.SHA256,
                                HashAlgorithm.SHA256.zero()),
                            EventData.startupLocality(3))))
            .learned();

    assertThat(draft.outliers())
        .singleElement()
        .satisfies(
            outlier -> {
              assertThat(outlier.kind()).isEqualTo(Outlier.Kind.STARTED_OTHERWISE);
              assertThat(outlier.examples()).containsExactly("locality-00");
            });
    assertThat(draft.finalValues(Layer.FIRMWARE).get(HashAlgorithm.SHA256, PcrIndex.of(0)))
        .isEqualTo(clean(4).finalValues(Layer.FIRMWARE).get(HashAlgorithm.SHA256, PcrIndex.of(0)));
  }

  @Test
  void machineWithOtherBanksIsAnOutlierAndBreaksNothing() {
    sound(4);
    siblings.add(SampleBoot.into(LogBuilder.withBanks(HashAlgorithm.SHA256), "77").sibling("odd"));

    var draft = learned();

    assertThat(draft.outliers())
        .extracting(outlier -> outlier.kind() + " " + outlier.examples())
        .containsExactly("OTHER_BANKS [odd]");
    assertThat(draft.toGoldenSet("g", Layer.FIRMWARE).banks())
        .containsExactlyInAnyOrder(HashAlgorithm.SHA1, HashAlgorithm.SHA256);
  }

  @Test
  void otherFirmwareVersionIsAnotherCohort() {
    var draft =
        sound(5)
            .poisoned(
                "old", 2, log -> log.measureInstead(SampleBoot.VERSION, EventData.utf16("1.0.0\0")))
            .learned();

    assertThat(draft.machines()).isEqualTo(5);
    assertThat(draft.firmwareVersion()).isEqualTo("1.2.3");
    assertThat(draft.outliers()).isEmpty();
    assertThat(draft.otherVersions())
        .containsExactly(new OtherVersion("1.0.0", 2, List.of("old-00", "old-01")));
  }

  @Test
  void asManyOfEachVersionNeedAPersonToChoose() {
    sound(2)
        .poisoned(
            "old", 2, log -> log.measureInstead(SampleBoot.VERSION, EventData.utf16("1.0.0\0")));
    assertThatIllegalArgumentException()
        .isThrownBy(this::learned)
        .withMessageContaining("'1.0.0'")
        .withMessageContaining("'1.2.3'");

    var learner = new GoldenLearner();
    siblings.forEach(learner::add);
    assertThat(learner.draft("model", Quorum.MAJORITY, "1.0.0").machines()).isEqualTo(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> learner.draft("model", Quorum.MAJORITY, "9"))
        .withMessageContaining("no machine measured firmware version '9'");
  }

  @Test
  void higherQuorumLeavesMoreToAPerson() {
    sound(8).poisoned("bad", 2, GoldenLearnerTest::implant);

    assertThat(learned(Quorum.of(8)).undecided(Layer.FIRMWARE)).isFalse();
    assertThat(learned(Quorum.of(9)).undecided(Layer.FIRMWARE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 11})
  void quorumThatIsNoMajorityOfTheMachinesIsRefused(int least) {
    sound(10);
    assertThatIllegalArgumentException().isThrownBy(() -> learned(Quorum.of(least)));
  }

  /// Some machines' initrd is their own. That is no forty outliers, it is a question.
  @Test
  void valueThatEveryMachineHasItsOwnOfIsUndecided() {
    for (int i = 0; i < 40; i++) {
      String own = "initrd of machine " + i;
      poisoned("m" + i, 1, log -> measured(log, SampleBoot.INITRD, own));
    }
    var draft = learned();

    assertThat(draft.outliers()).isEmpty();
    assertThat(draft.undecided(Layer.OS)).isTrue();
    assertThat(draft.undecided(Layer.FIRMWARE)).isFalse();
    assertThat(draft.events(Layer.OS))
        .filteredOn(event -> event.rule() instanceof Rule.OneOf)
        .singleElement()
        .satisfies(event -> assertThat(event.optional()).isFalse());
  }

  /// A machine that got more revocations than its siblings is no outlier.
  @Test
  void grownRevocationListIsNoOutlier() {
    var grown =
        EventData.variable(
            EventData.IMAGE_SECURITY,
            "dbx",
            EventData.signatureList(
                EventData.SHA256,
                Bytes.fromHex("0c".repeat(16) + "44".repeat(32)),
                Bytes.fromHex("0c".repeat(16) + "55".repeat(32))));
    var draft =
        sound(3).poisoned("new", 1, log -> log.measureInstead(SampleBoot.DBX, grown)).learned();

    assertThat(draft.outliers()).isEmpty();
  }

  @Test
  void nothingVariesInOtherPcrsWithoutADecision() {
    for (String mac : List.of("01", "02", "03")) {
      siblings.add(optionInPcr6(mac).sibling(mac));
    }
    assertThat(learned().undecided(Layer.FIRMWARE)).isTrue();

    var learner = new GoldenLearner(Set.of(PcrIndex.of(6)));
    siblings.forEach(learner::add);
    var draft = learner.draft("model", Quorum.MAJORITY);

    assertThat(draft.undecided(Layer.FIRMWARE)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> draft.toGoldenSet("g", Layer.FIRMWARE))
        .withMessageContaining("recorded decision");
    var decided =
        new Decision(
            Decision.Kind.MAY_VARY, Optional.of(PcrIndex.of(6)), "ann", "the vendor logs the card");
    var made = draft.provenance("ann", Instant.EPOCH, List.of(decided), Map.of());
    assertThat(draft.toGoldenSet("g", "model", Layer.FIRMWARE, made).events())
        .filteredOn(event -> event.pcr().value() == 6)
        .hasSize(2);
  }

  private static LogBuilder optionInPcr6(String suffix) {
    return LogBuilder.agile()
        .event(
            6,
            EventType.EFI_VARIABLE_BOOT2,
            EventData.variable(
                "Boot0001", EventData.loadOption("card", EventData.macPath("5254000000" + suffix))))
        .separators();
  }

  @Test
  void provenanceNamesTheMachinesAndWhoStoodOut() {
    var draft = sound(2).poisoned("bad", 1, GoldenLearnerTest::implant).learned();
    var made = draft.provenance("ann", Instant.EPOCH, List.of(), Map.of("bad-00", "pallet 7"));

    assertThat(made.quorum()).isEqualTo(2);
    assertThat(made.sources())
        .extracting(source -> source.name() + " " + source.outlier())
        .containsExactly("bad-00 true", "sound-00 false", "sound-01 false");
    assertThat(made.sources().getFirst().shipment()).contains("pallet 7");
    assertThat(made.sources().get(1).log()).isEqualTo(siblings.getFirst().log().sha256());
  }

  @Test
  void differencesAreAcceptedByARecordedDecisionAlone() {
    var draft = sound(1).poisoned("bad", 1, GoldenLearnerTest::implant).learned();
    var undecided = draft.provenance("ann", Instant.EPOCH, List.of(), Map.of());
    assertThatIllegalStateException()
        .isThrownBy(() -> draft.toGoldenSet("g", "model", Layer.FIRMWARE, undecided));

    var accepted =
        draft.provenance(
            "ann",
            Instant.EPOCH,
            List.of(
                new Decision(
                    Decision.Kind.DIFFERENCES_ACCEPTED, Optional.empty(), "ann", "two releases")),
            Map.of());
    assertThat(draft.toGoldenSet("g", "model", Layer.FIRMWARE, accepted).provenance())
        .contains(accepted);
  }

  /// Real boots and made-up ones, in many orders.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void orderOfTheMachinesChangesNothing(long seed) {
    sound(5)
        .poisoned("bad", 2, GoldenLearnerTest::implant)
        .poisoned("rom", 1, GoldenLearnerTest::optionRom)
        .poisoned("less", 1, log -> log.remove(SampleBoot.DISK_OPTION));
    assertOrderIsNoMatter(siblings, seed);
    assertOrderIsNoMatter(
        Stream.of(
                "clean-A1",
                "clean-A2",
                "banks-C1",
                "nicswap-A1",
                "implant-fw",
                "implant-oprom",
                "bootvar-A1",
                "boot-cmdline",
                "boot-initrd",
                "fw-update-A1")
            .map(Captures::sibling)
            .toList(),
        seed);
  }

  private static void assertOrderIsNoMatter(List<Sibling> machines, long seed) {
    var shuffled = new ArrayList<>(machines);
    Collections.shuffle(shuffled, new Random(seed));
    var one = GoldenDraft.ofSiblings("model", machines);
    var other = GoldenDraft.ofSiblings("model", shuffled);

    assertThat(other.outliers()).isEqualTo(one.outliers());
    assertThat(other.camps()).isEqualTo(one.camps());
    assertThat(other.differences()).isEqualTo(one.differences());
    assertThat(other.otherVersions()).isEqualTo(one.otherVersions());
    for (var layer : Layer.values()) {
      assertThat(other.toGoldenSetAcceptingDifferences("g", layer))
          .isEqualTo(one.toGoldenSetAcceptingDifferences("g", layer));
    }
    assertThat(other.provenance("ann", Instant.EPOCH, List.of(), Map.of()))
        .isEqualTo(one.provenance("ann", Instant.EPOCH, List.of(), Map.of()));
  }

  private static GoldenDraft clean(int machines) {
    return new GoldenLearnerTest().sound(machines).learned();
  }
}

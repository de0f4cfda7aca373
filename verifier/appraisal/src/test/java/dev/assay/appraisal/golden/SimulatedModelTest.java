package dev.assay.appraisal.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.assay.appraisal.GoldenSets;
import dev.assay.appraisal.OsLayerPolicy;
import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.SimulatedModel;
import dev.assay.appraisal.testing.Verifier;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A thousand siblings of which three are poisoned and twenty on older firmware.
class SimulatedModelTest {
  private static final int MACHINES = 1_000;
  private static final int OLDER = 20;
  private static final List<Integer> POISONED = List.of(17, 500, 977);
  private static final SimulatedModel MODEL = new SimulatedModel();
  private static final GoldenDraft LEARNED = learned();

  private static GoldenDraft learned() {
    var learner = new GoldenLearner();
    for (int machine = 0; machine < MACHINES; machine++) {
      learner.add(log(machine).sibling("machine-%04d".formatted(machine)));
    }
    return learner.draft("X11-TEST", Quorum.MAJORITY);
  }

  private static LogBuilder log(int machine) {
    if (POISONED.contains(machine)) {
      return MODEL.poisoned(machine);
    }
    return machine >= MACHINES - OLDER ? MODEL.older(machine) : MODEL.log(machine);
  }

  @Test
  void poisonedMachinesAreOneCampThatIsNamed() {
    assertThat(LEARNED.camps())
        .singleElement()
        .satisfies(
            camp -> {
              assertThat(camp.examples())
                  .containsExactly("machine-0017", "machine-0500", "machine-0977");
              assertThat(camp.shared()).hasSize(2);
              assertThat(camp.shared().getFirst().words())
                  .startsWith("PCR 0, EV_EFI_PLATFORM_FIRMWARE_BLOB: 3 of 980 show sha256:")
                  .contains("; 977, the others, show sha256:");
            });
  }

  @Test
  void olderFirmwareIsNotMixedIn() {
    assertThat(LEARNED.machines()).isEqualTo(MACHINES - OLDER);
    assertThat(LEARNED.otherVersions())
        .singleElement()
        .satisfies(
            other -> {
              assertThat(other.version()).isEqualTo("2020.11");
              assertThat(other.machines()).isEqualTo(OLDER);
              assertThat(other.examples()).hasSize(Outlier.NAMED).startsWith("machine-0980");
            });
  }

  @Test
  void whatVariesIsTheCardAndTheDiskAlone() {
    assertThat(LEARNED.undecided(Layer.FIRMWARE)).isFalse();
    assertThat(LEARNED.undecided(Layer.OS)).isFalse();
    assertThat(LEARNED.differences())
        .extracting(one -> one.pcr().value() + " " + one.resolution())
        .containsExactly(
            "1 PER_MACHINE", "1 PER_MACHINE", "1 PER_MACHINE", "1 PER_MACHINE", "5 PER_MACHINE");
    assertThat(LEARNED.differences())
        .allSatisfy(one -> assertThat(one.shown()).hasSizeLessThanOrEqualTo(Outlier.NAMED));
    assertThat(LEARNED.events(Layer.FIRMWARE))
        .filteredOn(event -> event.pcr().value() == 5 && event.rule() instanceof Rule.PerMachine)
        .extracting(event -> ((Rule.PerMachine) event.rule()).fields())
        .containsExactly(Set.of(VaryingField.DISK_GUID));
  }

  @Test
  void setHoldsEachMachineToWhatTheModelIs() {
    var golden =
        new GoldenSets.Active(
            List.of(LEARNED.toGoldenSet("firmware", Layer.FIRMWARE)),
            List.of(LEARNED.toGoldenSet("os", Layer.OS)));

    assertThat(verdict(MODEL.log(123_456), golden)).isEqualTo(Verdict.TRUSTED);
    assertThat(verdict(MODEL.poisoned(17), golden)).isEqualTo(Verdict.UNTRUSTED);
    assertThat(verdict(MODEL.older(990), golden)).isEqualTo(Verdict.UNTRUSTED);
  }

  private static Verdict verdict(LogBuilder log, GoldenSets golden) {
    return new Verifier()
        .golden(golden)
        .osLayer(OsLayerPolicy.ENFORCE)
        .log(log)
        .appraise()
        .verdict();
  }

  /// Whoever shows the most can't fill the memory: the PCR is given up and said to be.
  @Test
  void machinesThatDifferInEverythingAreNotLearnedFrom() {
    var learner = new GoldenLearner();
    for (int machine = 0; machine < 6; machine++) {
      var log = LogBuilder.withBanks(HashAlgorithm.SHA256).separators();
      for (int event = 0; event < 8_000; event++) {
        log.event(3, EventType.EVENT_TAG, EventData.ascii(machine + " " + event), Bytes.EMPTY);
      }
      learner.add(log.sibling("machine " + machine));
    }
    var draft = learner.draft("model", Quorum.MAJORITY);

    assertThat(draft.unlearned(Layer.FIRMWARE)).hasToString("[PCR 3]");
    assertThat(draft.undecided(Layer.FIRMWARE)).isTrue();
    assertThat(draft.undecided(Layer.OS)).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(() -> draft.toGoldenSetAcceptingDifferences("g", Layer.FIRMWARE))
        .withMessageContaining("differ too much");
  }
}

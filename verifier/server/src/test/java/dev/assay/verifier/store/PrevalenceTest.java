package dev.assay.verifier.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.Rarity;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.verifier.service.Approval;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.CohortKey;
import dev.assay.verifier.service.CohortSize;
import dev.assay.verifier.service.Machine;
import dev.assay.verifier.service.Witness;
import dev.assay.verifier.testing.StoredFleet;
import dev.assay.verifier.testing.TableDump;
import dev.assay.verifier.testing.TestPostgres;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// What siblings are counted by, over logs made from a captured boot.
class PrevalenceTest {
  private static final BoardModel MODEL = new BoardModel("X11-TEST");
  private static final Rarity.Threshold THRESHOLD = new Rarity.Threshold(10, 10);
  private static final EventLog CLEAN = Captures.log("clean-A1");
  private static final int FIRMWARE = index(0, EventType.EFI_PLATFORM_FIRMWARE_BLOB);
  private static final int BOOT_VARIABLE = index(1, EventType.EFI_VARIABLE_BOOT);

  private final DataSource source = TestPostgres.fresh();
  private final StoredFleet fleet = new StoredFleet(source);
  private final SiblingStore siblings = new SiblingStore(new Database(source));

  private static int index(int pcr, EventType type) {
    return CLEAN.events().stream()
        .filter(event -> event.pcr() == pcr && event.type().equals(type))
        .findFirst()
        .orElseThrow()
        .index();
  }

  /// The captured boot with a boot option of this machine's own.
  private static LogBuilder bootOf(int machine) {
    var option = EventData.ascii("boot option with the MAC address of " + machine);
    return LogBuilder.copyOf(CLEAN).measureInstead(BOOT_VARIABLE, option);
  }

  private static LogBuilder poisoned(int machine) {
    return bootOf(machine).measureInstead(FIRMWARE, EventData.ascii("implant of " + machine));
  }

  private static LogBuilder older(int machine) {
    return bootOf(machine).measureInstead(FIRMWARE, EventData.ascii("older firmware"));
  }

  private static LogBuilder withOtherCard(int machine) {
    return bootOf(machine)
        .insert(
            FIRMWARE + 1,
            2,
            EventType.EFI_BOOT_SERVICES_DRIVER,
            EventData.ascii("another card's ROM"),
            Bytes.EMPTY);
  }

  private void attest(Machine machine, String version, LogBuilder boot) {
    var log = boot.log();
    var key = new CohortKey(MODEL, version, HashAlgorithm.SHA256);
    var measurements = List.copyOf(Rarity.measurements(log, HashAlgorithm.SHA256));
    fleet.record(machine, boot.bytes(), new Witness(key, log.sha256(), measurements));
  }

  private List<Machine> machines(int count) {
    return IntStream.range(0, count).mapToObj(i -> fleet.active("m" + i, MODEL)).toList();
  }

  @Test
  void poisonedAreTheTopOutliersOfAThousand() {
    var machines = machines(1_000);
    for (int i = 0; i < machines.size(); i++) {
      switch (i) {
        case 7, 501, 993 -> attest(machines.get(i), "2.0", poisoned(i));
        case 20, 21, 22, 23, 24 -> attest(machines.get(i), "2.0", withOtherCard(i));
        default -> {
          boolean old = i >= 100 && i < 120;
          attest(machines.get(i), old ? "1.0" : "2.0", old ? older(i) : bootOf(i));
        }
      }
    }

    assertThat(siblings.cohorts(Optional.of(MODEL)))
        .extracting(CohortSize::machines)
        .containsExactly(980, 20);
    List<Integer> ranked =
        siblings.rarest(Optional.empty(), THRESHOLD, 100).stream()
            .map(machines.stream().map(Machine::id).toList()::indexOf)
            .toList();
    assertThat(ranked).hasSize(8);
    assertThat(ranked.subList(0, 3)).containsExactlyInAnyOrder(7, 501, 993);
    assertThat(ranked.subList(3, 8)).containsExactlyInAnyOrder(20, 21, 22, 23, 24);
    var cohort = siblings.cohort(new CohortKey(MODEL, "2.0", HashAlgorithm.SHA256), 10_000);
    assertThat(Rarity.findings(poisoned(501).log(), cohort, THRESHOLD))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.machines()).isEqualTo(1);
              assertThat(finding.cohort()).isEqualTo(980);
              assertThat(finding.usual())
                  .containsExactly(
                      CLEAN.events().get(FIRMWARE).digests().get(HashAlgorithm.SHA256));
            });
  }

  @Test
  void machineIsCountedByItsLatestLogAlone() {
    var machine = fleet.active("m", MODEL);
    attest(machine, "1.0", older(1));
    attest(machine, "2.0", bootOf(1));
    attest(machine, "2.0", poisoned(1));

    assertThat(siblings.cohorts(Optional.empty()))
        .containsExactly(new CohortSize(new CohortKey(MODEL, "2.0", HashAlgorithm.SHA256), 1));
    assertThat(siblings.counted(machine.id()).orElseThrow().measurements())
        .containsExactlyInAnyOrderElementsOf(
            Rarity.measurements(poisoned(1).log(), HashAlgorithm.SHA256));
    assertCountsAreThoseOfTheWitnesses();
  }

  @Test
  void retiredMachineBearsNoWitness() {
    var machine = fleet.active("m", MODEL);
    attest(machine, "1.0", bootOf(1));

    new MachineStore(new Database(source))
        .retire(machine.id(), new Approval("olga", Instant.EPOCH));

    assertThat(siblings.cohorts(Optional.empty())).isEmpty();
    assertThat(TableDump.of(source).get("prevalence")).isEmpty();
  }

  @Test
  void machinesThatMoveAtTheSameTimeAreCountedRightAndNeverInACircle() throws Exception {
    var machines = machines(24);
    var random = new Random(4);
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> running = new ArrayList<>();
      for (var machine : machines) {
        var versions = random.ints(6, 0, 3).mapToObj(Integer::toString).toList();
        var kinds = random.ints(6, 0, 3).boxed().toList();
        running.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < versions.size(); i++) {
                    attest(machine, versions.get(i), boot(kinds.get(i), i));
                  }
                }));
      }
      for (var future : running) {
        future.get();
      }
    }

    assertThat(siblings.cohorts(Optional.empty()).stream().mapToInt(CohortSize::machines).sum())
        .isEqualTo(machines.size());
    assertCountsAreThoseOfTheWitnesses();
  }

  private static LogBuilder boot(int kind, int machine) {
    return switch (kind) {
      case 0 -> bootOf(machine);
      case 1 -> withOtherCard(machine);
      default -> older(machine);
    };
  }

  private void assertCountsAreThoseOfTheWitnesses() {
    long different =
        new Database(source)
            .read(
                handle ->
                    handle
                        .createQuery(
                            """
                            SELECT count(*) FROM
                                (SELECT cohort, m AS measurement, count(*)::integer AS machines
                                 FROM witness, unnest(measurements) AS m GROUP BY cohort, m) AS told
                                FULL JOIN prevalence USING (cohort, measurement, machines)
                            WHERE told IS NULL OR prevalence IS NULL
                            """)
                        .mapTo(Long.class)
                        .one());
    assertThat(different).isZero();
  }
}

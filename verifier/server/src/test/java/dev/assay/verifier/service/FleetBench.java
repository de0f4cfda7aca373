package dev.assay.verifier.service;

import static dev.assay.verifier.testing.TestService.done;

import dev.assay.appraisal.Verdict;
import dev.assay.verifier.service.quarantine.BlastRadius;
import dev.assay.verifier.service.quarantine.Mode;
import dev.assay.verifier.service.quarantine.QuarantinePolicy;
import dev.assay.verifier.store.Database;
import dev.assay.verifier.store.FigureStore;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What attestations and views cost as the fleet grows: the service in this process, on a real
/// PostgreSQL, with five machines, and with ten thousand more of the same board that show the same
/// log, each with twenty appraisals. An attestation has the agent's signature in it.
final class FleetBench {
  private static final int MORE = 10_000;
  private static final int APPRAISALS = 20;
  private static final int TIMES = 200;
  private static final int WARM_UP = 1000;

  private final TestService service =
      new TestService(QuarantinePolicy.SAFE.in(Mode.ACT), BlastRadius.SAFE);
  private final TestMachine one = service.active("one", "clean-A1");
  private final TestMachine other = service.active("other", "clean-A2");
  // Its name is in the middle of those that its copies have.
  private final TestMachine copied = service.active("host-5", "clean-A1");
  private final TestMachine updated = service.active("updated", "fw-update-A1");
  private final TestMachine second = service.active("updated-2", "fw-update-A2");

  private FleetBench() {}

  /// Prints the figures; takes a minute.
  public static void main(String[] arguments) {
    new FleetBench().measure();
  }

  private void measure() {
    beginRollout();
    for (int i = 0; i < WARM_UP; i++) {
      service.attest(one);
    }
    var works = works();
    var small = times(works);
    multiply();
    var large = times(works);
    System.out.printf("%-52s %9d %9d%n", "milliseconds (median), with machines:", 5, 5 + MORE);
    small.forEach(
        (name, before) -> {
          double after = Objects.requireNonNull(large.get(name));
          System.out.printf("%-52s %9.2f %9.2f %7.1f x%n", name, before, after, after / before);
        });
  }

  // Old and new firmware are in force, the new one for a quarter of the machines.
  private void beginRollout() {
    service.learn(one, other);
    var until = service.clock.instant().plus(Duration.ofDays(14));
    var quarter = new Activation(Optional.of(until), Optional.of(25), Optional.empty());
    var firmware = service.propose(updated, second).getFirst();
    done(service.goldenLife.activate(firmware.id(), quarter, TestService.OPERATOR));
    List.of(copied, updated).forEach(service::attest);
  }

  private Map<String, Runnable> works() {
    var database = new Database(service.source);
    var figures = new FigureStore(database, service.clock);
    var untrusted =
        new MachineFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.of(Verdict.UNTRUSTED),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var works = new LinkedHashMap<String, Runnable>();
    works.put("an attestation", () -> service.attest(one));
    works.put("an attestation on the set of a rollout by share", () -> service.attest(updated));
    works.put("the first 100 machines", () -> page(MachineFilter.ALL, Optional.empty()));
    works.put("100 more, from the middle", () -> page(MachineFilter.ALL, Optional.of(copied.id())));
    works.put("the untrusted machines", () -> page(untrusted, Optional.empty()));
    works.put("one machine", () -> service.view(one));
    works.put("its last 20 appraisals", () -> done(service.fleet.appraisals(one.id(), 20)));
    works.put("outliers", () -> service.outliers.outliers(Optional.empty(), 50));
    works.put("the quarantine page", service.quarantine::overview);
    works.put(
        "the watch over silent machines",
        () -> service.quarantineRecords.silent(Duration.ofMinutes(5), service.clock.instant()));
    works.put(
        "the figures for the metrics",
        () -> figures.count(Duration.ofMinutes(5), Mode.ACT, Duration.ofHours(1)));
    return works;
  }

  private void page(MachineFilter filter, Optional<MachineId> after) {
    service.fleet.machines(filter, after, 100);
  }

  private static Map<String, Double> times(Map<String, Runnable> works) {
    var times = new LinkedHashMap<String, Double>();
    works.forEach(
        (name, work) -> {
          for (int i = 0; i < TIMES / 4; i++) {
            work.run();
          }
          var nanos = new long[TIMES];
          for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            work.run();
            nanos[i] = System.nanoTime() - start;
          }
          Arrays.sort(nanos);
          times.put(name, nanos[TIMES / 2] / 1e6);
        });
    return times;
  }

  private void multiply() {
    var copiedId = "'\\x" + copied.id().toHex() + "'";
    var number =
        """
        generate_series(1, %d) n,
        LATERAL (SELECT pg_catalog.sha256(convert_to(n::text, 'UTF8')) AS id) AS new,
        """
            .formatted(MORE);
    service.execute(
        """
        BEGIN;
        INSERT INTO machine SELECT r.* FROM machine m, %s
            LATERAL jsonb_populate_record(m, jsonb_build_object('id', new.id, 'ak_name', new.id,
                'ek_key_sha256', new.id, 'board_serial', 'B' || n, 'chassis_serial', 'C' || n,
                'host', m.host || jsonb_build_object('hostName', 'host-' || n),
                'latest_clock_zero', m.latest_clock_zero + n * 1000000.0)) r
            WHERE m.id = %s;
        INSERT INTO attestation_key SELECT r.* FROM attestation_key m, %s
            LATERAL jsonb_populate_record(m, jsonb_build_object('machine_id', new.id, 'name', new.id)) r
            WHERE m.machine_id = %s;
        INSERT INTO appraisal OVERRIDING SYSTEM VALUE
            SELECT r.* FROM generate_series(1, %d) times, appraisal m, %s
            LATERAL jsonb_populate_record(m, jsonb_build_object('machine_id', new.id, 'ak_name', new.id,
                'uptime_millis', times, 'id', nextval(pg_get_serial_sequence('appraisal', 'id')))) r
            WHERE m.id = (SELECT latest_appraisal FROM machine WHERE id = %s);
        UPDATE machine m SET latest_appraisal = a.id, accepted_appraisal = a.id, last_trusted_appraisal = a.id
            FROM (SELECT machine_id, max(id) AS id FROM appraisal GROUP BY machine_id) a
            WHERE a.machine_id = m.id AND m.board_serial LIKE 'B%%';
        INSERT INTO witness SELECT r.* FROM witness m, %s
            LATERAL jsonb_populate_record(m, jsonb_build_object('machine_id', new.id)) r WHERE m.machine_id = %s;
        UPDATE cohort SET machines = machines + %d WHERE id = (SELECT cohort FROM witness WHERE machine_id = %s);
        UPDATE prevalence SET machines = machines + %d
            WHERE cohort = (SELECT cohort FROM witness WHERE machine_id = %s)
                AND measurement = ANY (SELECT unnest(measurements) FROM witness WHERE machine_id = %s);
        COMMIT;
        """
            .formatted(
                number,
                copiedId,
                number,
                copiedId,
                APPRAISALS,
                number,
                copiedId,
                number,
                copiedId,
                MORE,
                copiedId,
                MORE,
                copiedId,
                copiedId));
    service.execute("VACUUM ANALYZE");
  }
}

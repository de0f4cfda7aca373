package dev.assay.verifier.store;

import dev.assay.verifier.service.CohortKey;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.Witness;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// Counts measurements per cohort, within the transaction that locked the machine's own row.
///
/// Whoever changes a cohort's counts holds the cohort's row. Rows of cohorts are made first, while
/// none is held, and then locked in the order of their ids: machines that move between the same
/// cohorts at the same time wait for each other and never in a circle.
final class Prevalence {
  static final String OF_KEY =
      " board_model = :cohort_model AND firmware_version = :cohort_version AND bank = :cohort_bank"
          + " ";

  private record Counted(long cohort, List<String> measurements) {}

  private Prevalence() {}

  /// Counts the machine by this and by nothing else.
  static void count(Handle handle, MachineId machine, Witness witness) {
    bind(
            handle.createUpdate(
                """
                INSERT INTO cohort (board_model, firmware_version, bank)
                VALUES (:cohort_model, :cohort_version, :cohort_bank) ON CONFLICT DO NOTHING
                """),
            witness.cohort())
        .execute();
    var before = counted(handle, machine);
    long cohort = lock(handle, witness.cohort(), before.map(Counted::cohort));
    before.ifPresent(counted -> takeAway(handle, counted));
    add(handle, new Counted(cohort, Measurements.write(witness.measurements())));
    keep(handle, machine, cohort, witness);
  }

  /// Counts the machine no longer.
  static void leave(Handle handle, MachineId machine) {
    counted(handle, machine)
        .ifPresent(
            before -> {
              handle
                  .createQuery("SELECT id FROM cohort WHERE id = :id FOR UPDATE")
                  .bind("id", before.cohort())
                  .mapTo(Long.class)
                  .one();
              takeAway(handle, before);
              handle
                  .createUpdate("DELETE FROM witness WHERE machine_id = :id")
                  .bind("id", machine.value())
                  .execute();
            });
  }

  static <S extends SqlStatement<S>> S bind(S statement, CohortKey key) {
    return statement
        .bind("cohort_model", key.model().name())
        .bind("cohort_version", key.firmwareVersion())
        .bind("cohort_bank", key.bank().id());
  }

  private static Optional<Counted> counted(Handle handle, MachineId machine) {
    return handle
        .createQuery("SELECT cohort, measurements FROM witness WHERE machine_id = :id")
        .bind("id", machine.value())
        .map(
            (results, _) -> {
              var row = new Row(results);
              return new Counted(row.number("cohort"), row.texts("measurements"));
            })
        .findOne();
  }

  /// Locks the new cohort and the old one.
  private static long lock(Handle handle, CohortKey key, Optional<Long> old) {
    bind(
            handle.createQuery(
                "SELECT id FROM cohort WHERE id = :old OR (" + OF_KEY + ") ORDER BY id FOR UPDATE"),
            key)
        .bind("old", old.orElse(null))
        .mapTo(Long.class)
        .list();
    return bind(handle.createQuery("SELECT id FROM cohort WHERE" + OF_KEY), key)
        .mapTo(Long.class)
        .one();
  }

  private static void takeAway(Handle handle, Counted counted) {
    handle
        .createUpdate(
            """
            UPDATE prevalence SET machines = machines - 1
            WHERE cohort = :cohort AND measurement = ANY(:measurements)
            """)
        .bind("cohort", counted.cohort())
        .bindArray("measurements", String.class, counted.measurements())
        .execute();
    handle
        .createUpdate(
            """
            DELETE FROM prevalence
            WHERE cohort = :cohort AND measurement = ANY(:measurements) AND machines = 0
            """)
        .bind("cohort", counted.cohort())
        .bindArray("measurements", String.class, counted.measurements())
        .execute();
    resize(handle, counted.cohort(), -1);
  }

  private static void add(Handle handle, Counted counted) {
    handle
        .createUpdate(
            """
            INSERT INTO prevalence AS p (cohort, measurement, machines)
            SELECT :cohort, measurement, 1 FROM unnest(:measurements) AS measurement
            ON CONFLICT (cohort, measurement) DO UPDATE SET machines = p.machines + 1
            """)
        .bind("cohort", counted.cohort())
        .bindArray("measurements", String.class, counted.measurements())
        .execute();
    resize(handle, counted.cohort(), 1);
  }

  private static void resize(Handle handle, long cohort, int by) {
    handle
        .createUpdate("UPDATE cohort SET machines = machines + :by WHERE id = :id")
        .bind("by", by)
        .bind("id", cohort)
        .execute();
  }

  private static void keep(Handle handle, MachineId machine, long cohort, Witness witness) {
    handle
        .createUpdate(
            """
            INSERT INTO witness (machine_id, cohort, log_sha256, measurements)
            VALUES (:machine, :cohort, :log, :measurements)
            ON CONFLICT (machine_id) DO UPDATE SET cohort = EXCLUDED.cohort,
                log_sha256 = EXCLUDED.log_sha256, measurements = EXCLUDED.measurements
            """)
        .bind("machine", machine.value())
        .bind("cohort", cohort)
        .bind("log", witness.logSha256().value())
        .bindArray("measurements", String.class, Measurements.write(witness.measurements()))
        .execute();
  }
}

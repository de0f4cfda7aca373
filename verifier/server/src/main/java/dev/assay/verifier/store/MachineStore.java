package dev.assay.verifier.store;

import dev.assay.appraisal.enroll.MachineTrace;
import dev.assay.appraisal.tpm.ClockInfo;
import dev.assay.appraisal.tpm.TpmName;
import dev.assay.verifier.service.Approval;
import dev.assay.verifier.service.BoardIdentity;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.HostFacts;
import dev.assay.verifier.service.Machine;
import dev.assay.verifier.service.MachineFilter;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.MachineRecords;
import dev.assay.verifier.service.MachineRole;
import dev.assay.verifier.service.Serials;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Machines in PostgreSQL.
public final class MachineStore implements MachineRecords {
  // More than two clocks of one TPM may seem apart; Duplicate decides.
  private static final long CLOCKS_APART_MILLIS = 10_000;
  private static final int MOST_SUSPECTS = 8;

  private final Database database;
  private final MachineRows rows = new MachineRows();

  public MachineStore(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Machine> find(MachineId id) {
    return database.read(
        handle ->
            handle
                .createQuery(MachineRows.SELECT + "WHERE m.id = :id")
                .bind("id", id.value())
                .map((results, _) -> rows.read(new Row(results)))
                .findOne());
  }

  // The page is chosen, along the index of the names, before anything is joined to it.
  @Override
  public List<Machine> list(MachineFilter filter, Optional<MachineId> after, int limit) {
    var asked = new MachineConditions(filter, after);
    var page =
        "(SELECT * FROM machine m WHERE %s ORDER BY %s LIMIT :limit)"
            .formatted(asked.sql(), MachineConditions.ORDER);
    return database.read(
        handle ->
            handle
                .createQuery(MachineRows.selectFrom(page) + "ORDER BY " + MachineConditions.ORDER)
                .bindMap(asked.values())
                .bind("limit", limit)
                .map((results, _) -> rows.read(new Row(results)))
                .list());
  }

  @Override
  public Optional<MachineId> activeWithSerial(HostFacts host, MachineId except) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id FROM machine
                    WHERE id <> :id AND state = 'ACTIVE'
                        AND (board_serial = :board OR chassis_serial = :chassis)
                    ORDER BY enrolled_at LIMIT 1
                    """)
                .bind("id", except.value())
                .bind("board", Serials.board(host).orElse(null))
                .bind("chassis", Serials.chassis(host).orElse(null))
                .map((results, _) -> new Row(results).machine("id"))
                .findOne());
  }

  @Override
  public List<Machine> suspects(
      Machine machine, Optional<String> chassisSerial, Optional<MachineTrace.Boot> boot) {
    var clock = boot.map(MachineTrace.Boot::clock);
    return database.read(
        handle ->
            handle
                .createQuery(
                    MachineRows.SELECT
                        + """
                        WHERE m.id <> :id
                            AND (m.state = 'ACTIVE' OR m.state = 'PENDING' AND :state = 'PENDING')
                            AND (m.ek_key_sha256 = :ek OR m.chassis_serial = :chassis
                                OR m.latest_log = :log AND a.reset_count = :resets
                                    AND a.restart_count = :restarts
                                    AND m.latest_clock_zero BETWEEN %1$s - :apart AND %1$s + :apart)
                        ORDER BY m.id LIMIT :most
                        """
                            .formatted(ClockZero.SQL))
                .bind("id", machine.id().value())
                .bind("state", machine.state().name())
                .bind("ek", machine.ek().keySha256().value())
                .bind("chassis", chassisSerial.orElse(null))
                .bind("log", boot.map(seen -> seen.logSha256().value().toArray()).orElse(null))
                .bind("resets", clock.map(ClockInfo::resetCount).orElse(null))
                .bind("restarts", clock.map(ClockInfo::restartCount).orElse(null))
                .bind("clock", clock.map(ClockInfo::clockMillis).orElse(null))
                .bind("at", boot.map(MachineTrace.Boot::at).orElse(null))
                .bind("apart", CLOCKS_APART_MILLIS)
                .bind("most", MOST_SUSPECTS)
                .map((results, _) -> rows.read(new Row(results)))
                .list());
  }

  @Override
  public OnSet onSet(BoardModel model, String goldenSet, MachineId except) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT count(*) AS machines, count(*) FILTER (
                        WHERE id <> :except AND latest_appraisal IS NOT NULL AND :set = ANY (on_sets)) AS within
                    FROM machine WHERE board_model = :model AND state = 'ACTIVE'
                    """)
                .bind("model", model.name())
                .bind("set", goldenSet)
                .bind("except", except.value())
                .map(
                    (results, _) -> {
                      var row = new Row(results);
                      return new OnSet(row.number("within"), row.number("machines"));
                    })
                .one());
  }

  @Override
  public boolean approve(
      Machine seen, BoardModel model, Optional<TpmName> newKey, Approval approval) {
    return database.inTransaction(
        handle -> {
          ModelStore.confirm(handle, model, BoardIdentity.reportedBy(seen.host()), approval);
          boolean approved =
              setApproved(handle, seen, model, approval)
                  && (newKey.isEmpty() || replaceKey(handle, seen, newKey.get(), approval.at()));
          if (!approved) {
            handle.rollback();
            return false;
          }
          InventoryStore.approve(handle, seen.id(), approval.at());
          if (!seen.model().equals(Optional.of(model))) {
            Prevalence.leave(handle, seen.id());
          }
          return true;
        });
  }

  private static boolean setApproved(
      Handle handle, Machine seen, BoardModel model, Approval approval) {
    return handle
            .createUpdate(
                """
                UPDATE machine SET state = 'ACTIVE', board_model = :model, decided_by = :by, decided_at = :at,
                    enrolled_host = host, board_serial = :board, chassis_serial = :chassis,
                    ek_key_sha256 = :ek_key, accepted_appraisal = NULL, tpm_firmware = NULL,
                    latest_appraisal = CASE WHEN board_model IS NULL OR board_model = :model
                        THEN latest_appraisal END
                WHERE id = :id AND state = :seen_state AND ak_name = :seen_ak
                    AND board_model IS NOT DISTINCT FROM :seen_model AND host = CAST(:seen_host AS jsonb)
                """)
            .bind("id", seen.id().value())
            .bind("model", model.name())
            .bind("by", approval.by())
            .bind("at", approval.at())
            .bind("board", Serials.board(seen.host()).orElse(null))
            .bind("chassis", Serials.chassis(seen.host()).orElse(null))
            .bind("ek_key", seen.ek().keySha256().value())
            .bind("seen_state", seen.state().name())
            .bind("seen_ak", seen.ak().name().value())
            .bind("seen_model", seen.model().map(BoardModel::name).orElse(null))
            .bind("seen_host", HostJson.write(seen.host()))
            .execute()
        == 1;
  }

  private static boolean replaceKey(Handle handle, Machine seen, TpmName newKey, Instant at) {
    int kept =
        handle
            .createUpdate(
                """
                INSERT INTO attestation_key (name, machine_id, public_area, since)
                SELECT ak_name, machine_id, ak_public, :at FROM key_change_request
                WHERE machine_id = :id AND ak_name = :name
                ON CONFLICT (name) DO UPDATE SET since = EXCLUDED.since
                    WHERE attestation_key.machine_id = EXCLUDED.machine_id
                """)
            .bind("id", seen.id().value())
            .bind("name", newKey.value())
            .bind("at", at)
            .execute();
    if (kept != 1) {
      return false;
    }
    handle
        .createUpdate(
            """
            UPDATE machine SET ak_name = :name, latest_appraisal = NULL, accepted_appraisal = NULL,
                tpm_firmware = NULL
            WHERE id = :id
            """)
        .bind("id", seen.id().value())
        .bind("name", newKey.value())
        .execute();
    handle
        .createUpdate("DELETE FROM key_change_request WHERE machine_id = :id")
        .bind("id", seen.id().value())
        .execute();
    return true;
  }

  @Override
  public boolean retire(MachineId id, Approval by) {
    return database.inTransaction(
        handle -> {
          boolean retired =
              handle
                      .createUpdate(
                          """
                          UPDATE machine SET state = 'RETIRED', decided_by = :by, decided_at = :at
                          WHERE id = :id AND state IN ('PENDING', 'ACTIVE')
                          """)
                      .bind("id", id.value())
                      .bind("by", by.by())
                      .bind("at", by.at())
                      .execute()
                  == 1;
          if (retired) {
            Prevalence.leave(handle, id);
            // Nobody decides on it any more: it keeps no alert open.
            handle
                .createUpdate("UPDATE quarantine SET episode = NULL WHERE machine_id = :id")
                .bind("id", id.value())
                .execute();
          }
          return retired;
        });
  }

  @Override
  public boolean interval(MachineId id, Duration interval) {
    return database.read(
        handle ->
            handle
                    .createUpdate("UPDATE machine SET interval_seconds = :seconds WHERE id = :id")
                    .bind("id", id.value())
                    .bind("seconds", interval.toSeconds())
                    .execute()
                == 1);
  }

  @Override
  public boolean role(MachineId id, Optional<MachineRole> role) {
    return database.read(
        handle ->
            handle
                    .createUpdate("UPDATE machine SET role = :role WHERE id = :id")
                    .bind("id", id.value())
                    .bind("role", role.map(MachineRole::name).orElse(null))
                    .execute()
                == 1);
  }

  @Override
  public int purgePending(Instant before) {
    return database.read(
        handle ->
            handle
                .createUpdate(
                    """
                    DELETE FROM machine m WHERE m.state = 'PENDING' AND m.enrolled_at < :before
                        AND NOT EXISTS (SELECT FROM appraisal a WHERE a.machine_id = m.id
                            AND (a.at >= :before
                                OR EXISTS (SELECT FROM golden_source g WHERE g.appraisal_id = a.id)))
                    """)
                .bind("before", before)
                .execute());
  }

  @Override
  public void countRefused(MachineId id, String code, Instant at) {
    database.read(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO refused_evidence AS r (machine_id, count, last_at, last_code)
                    SELECT id, 1, :at, :code FROM machine WHERE id = :id
                    ON CONFLICT (machine_id) DO UPDATE
                        SET count = r.count + 1, last_at = EXCLUDED.last_at, last_code = EXCLUDED.last_code
                    """)
                .bind("id", id.value())
                .bind("at", at)
                .bind("code", code)
                .execute());
  }
}

package dev.assay.verifier.store;

import dev.assay.appraisal.boot.BootSession;
import dev.assay.appraisal.boot.ReportedBoot;
import dev.assay.appraisal.tpm.ClockInfo;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.TpmName;
import dev.assay.verifier.service.Approval;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.HostFacts;
import dev.assay.verifier.service.KeyChange;
import dev.assay.verifier.service.Machine;
import dev.assay.verifier.service.MachineFilter;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.MachineRecords;
import dev.assay.verifier.service.MachineState;
import dev.assay.verifier.service.RefusedEvidence;
import dev.assay.verifier.service.Serials;
import dev.assay.verifier.service.Standing;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Machines in PostgreSQL.
public final class MachineStore implements MachineRecords {
  private static final String SELECT =
      """
      SELECT m.id, m.state, m.board_model, m.ek_public, m.ek_standing, m.ek_software, m.ek_description,
          m.ek_root, m.enrolled_host, m.host, m.banks, m.interval_seconds, m.enrolled_at, m.decided_by,
          m.decided_at, m.last_trusted_at, m.tpm_firmware AS accepted_firmware, k.public_area AS ak_public,
          c.ak_name AS new_ak_name, c.requested_at, r.count AS refused, r.last_at, r.last_code,
          b.reset_count AS accepted_resets, b.restart_count AS accepted_restarts,
          b.clock_millis AS accepted_clock, b.clock_safe AS accepted_safe, b.boot_id AS accepted_boot,
          b.uptime_millis AS accepted_uptime, i.findings AS component_findings,
          CASE WHEN m.state = 'PENDING' THEN (
              SELECT o.id FROM machine o
              WHERE o.id <> m.id AND o.state IN ('ACTIVE', 'PENDING')
                  AND (o.board_serial = m.board_serial OR o.chassis_serial = m.chassis_serial)
              ORDER BY o.state = 'ACTIVE' DESC, o.enrolled_at LIMIT 1) END AS same_serial,
          %s
      FROM machine m
      JOIN attestation_key k ON k.name = m.ak_name
      LEFT JOIN appraisal a ON a.id = m.latest_appraisal
      LEFT JOIN appraisal b ON b.id = m.accepted_appraisal
      LEFT JOIN key_change_request c ON c.machine_id = m.id
      LEFT JOIN refused_evidence r ON r.machine_id = m.id
      LEFT JOIN inventory i ON i.machine_id = m.id
      """
          .formatted(Standings.COLUMNS);

  private final Database database;
  private final PublicAreas areas = new PublicAreas();

  public MachineStore(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Machine> find(MachineId id) {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + "WHERE m.id = :id")
                .bind("id", id.value())
                .map((results, _) -> read(new Row(results)))
                .findOne());
  }

  @Override
  public List<Machine> list(MachineFilter filter) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + """
                        WHERE (CAST(:state AS text) IS NULL OR m.state = :state)
                            AND (CAST(:model AS text) IS NULL OR m.board_model = :model)
                            AND (CAST(:verdict AS text) IS NULL OR coalesce(a.verdict, 'UNKNOWN') = :verdict)
                        ORDER BY m.host ->> 'hostName', m.id
                        """)
                .bind("state", filter.state().map(Enum::name).orElse(null))
                .bind("model", filter.model().map(BoardModel::name).orElse(null))
                .bind("verdict", filter.verdict().map(Enum::name).orElse(null))
                .map((results, _) -> read(new Row(results)))
                .list());
  }

  private Machine read(Row row) throws SQLException {
    return new Machine(
        row.machine("id"),
        MachineState.valueOf(row.text("state")),
        row.textIfAny("board_model").map(BoardModel::new),
        HostJson.read(row.text("enrolled_host")),
        HostJson.read(row.text("host")),
        areas.of(row.bytes("ek_public")),
        EkStandings.read(row),
        areas.of(row.bytes("ak_public")),
        row.integers("banks").stream().map(HashAlgorithm::ofId).flatMap(Optional::stream).toList(),
        row.numberIfAny("interval_seconds").map(Duration::ofSeconds),
        row.time("enrolled_at"),
        approval(row),
        latest(row),
        accepted(row),
        row.timeIfAny("last_trusted_at"),
        keyChange(row),
        refused(row),
        row.textIfAny("component_findings").map(FindingJson::read).orElseGet(List::of),
        row.bytesIfAny("same_serial").map(MachineId::new));
  }

  private static Optional<Approval> approval(Row row) throws SQLException {
    var by = row.textIfAny("decided_by");
    var at = row.timeIfAny("decided_at");
    return by.flatMap(name -> at.map(time -> new Approval(name, time)));
  }

  private static Optional<Standing> latest(Row row) throws SQLException {
    return row.numberIfAny("appraisal_id").isPresent()
        ? Optional.of(Standings.read(row))
        : Optional.empty();
  }

  private static Optional<BootSession> accepted(Row row) throws SQLException {
    var resets = row.numberIfAny("accepted_resets");
    if (resets.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new BootSession(
            new ClockInfo(
                row.number("accepted_clock"),
                resets.get(),
                row.number("accepted_restarts"),
                row.flag("accepted_safe")),
            row.number("accepted_firmware"),
            new ReportedBoot(row.text("accepted_boot"), row.number("accepted_uptime"))));
  }

  private static Optional<KeyChange> keyChange(Row row) throws SQLException {
    var name = row.bytesIfAny("new_ak_name");
    return name.isPresent()
        ? Optional.of(new KeyChange(new TpmName(name.get()), row.time("requested_at")))
        : Optional.empty();
  }

  private static Optional<RefusedEvidence> refused(Row row) throws SQLException {
    var count = row.numberIfAny("refused");
    return count.isPresent()
        ? Optional.of(new RefusedEvidence(count.get(), row.time("last_at"), row.text("last_code")))
        : Optional.empty();
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
  public boolean approve(
      Machine seen, BoardModel model, Optional<TpmName> newKey, Approval approval) {
    return database.inTransaction(
        handle -> {
          boolean approved =
              setApproved(handle, seen, model, approval)
                  && (newKey.isEmpty() || replaceKey(handle, seen, newKey.get(), approval.at()));
          if (approved) {
            InventoryStore.approve(handle, seen.id(), approval.at());
          } else {
            handle.rollback();
          }
          return approved;
        });
  }

  private static boolean setApproved(
      Handle handle, Machine seen, BoardModel model, Approval approval) {
    return handle
            .createUpdate(
                """
                UPDATE machine SET state = 'ACTIVE', board_model = :model, decided_by = :by, decided_at = :at,
                    enrolled_host = host, board_serial = :board, chassis_serial = :chassis,
                    accepted_appraisal = NULL, tpm_firmware = NULL,
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
    return database.read(
        handle ->
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
                == 1);
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

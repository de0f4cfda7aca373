package dev.assay.verifier.store;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import dev.assay.appraisal.Verdict;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.Decline;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.Outcome;
import dev.assay.verifier.service.quarantine.Cause;
import dev.assay.verifier.service.quarantine.Common;
import dev.assay.verifier.service.quarantine.Common.Failed;
import dev.assay.verifier.service.quarantine.Decided;
import dev.assay.verifier.service.quarantine.Mode;
import dev.assay.verifier.service.quarantine.Occurrence;
import dev.assay.verifier.service.quarantine.Quarantine;
import dev.assay.verifier.service.quarantine.QuarantineRecords;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// Quarantine in PostgreSQL.
public final class QuarantineStore implements QuarantineRecords {
  private static final int BATCH = 500;
  private static final String NO_MACHINE = "No machine of this id is enrolled.";

  private final Database database;
  private final QuarantineLedger ledger;

  public QuarantineStore(Database database, QuarantineLedger ledger) {
    this.database = database;
    this.ledger = ledger;
  }

  private record Known(Subject subject, Optional<Cause> latest) {}

  @Override
  public Outcome<Quarantine> decide(
      MachineId machine, Function<Optional<Cause>, Occurrence> occurrence, Instant at) {
    return database.joining(
        handle ->
            lock(handle, machine)
                .map(known -> decide(handle, known, occurrence.apply(known.latest()), at))
                .orElseGet(() -> declined(Decline.NOT_FOUND, NO_MACHINE)));
  }

  private Outcome<Quarantine> decide(
      Handle handle, Known known, Occurrence occurrence, Instant at) {
    return switch (ledger.decide(handle, known.subject(), occurrence, at)) {
      case Decided.Step _ -> done(QuarantineRows.of(handle, known.subject().id()));
      case Decided.Refused(var detail) -> declined(Decline.CONFLICT, detail);
    };
  }

  @Override
  public Outcome<Placed> placed(MachineId machine) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT m.id AS machine_id, m.host, m.board_model, m.role, m.rack FROM machine"
                        + " m WHERE m.id = :id")
                .bind("id", machine.value())
                .map((results, _) -> placed(new Row(results)))
                .findOne()
                .<Outcome<Placed>>map(Outcome::done)
                .orElseGet(() -> declined(Decline.NOT_FOUND, NO_MACHINE)));
  }

  private static Placed placed(Row row) throws SQLException {
    var subject = Subject.read(row);
    return new Placed(
        subject.id(),
        subject.hostName(),
        subject.model(),
        row.textIfAny("role"),
        row.textIfAny("rack"));
  }

  private static Optional<Known> lock(Handle handle, MachineId machine) {
    return handle
        .createQuery(
            """
            SELECT m.id AS machine_id, m.host, m.board_model, a.verdict, a.findings, a.golden_sets,
                a.log_sha256, a.evidence_sha256
            FROM machine m LEFT JOIN appraisal a ON a.id = m.latest_appraisal
            WHERE m.id = :id FOR NO KEY UPDATE OF m
            """)
        .bind("id", machine.value())
        .map((results, _) -> known(new Row(results)))
        .findOne();
  }

  private static Known known(Row row) throws SQLException {
    var subject = Subject.read(row);
    var verdict = row.textIfAny("verdict");
    return new Known(
        subject,
        verdict.isEmpty()
            ? Optional.empty()
            : Optional.of(
                Cause.of(
                    Verdict.valueOf(verdict.get()),
                    FindingJson.read(row.text("findings")),
                    row.texts("golden_sets"),
                    row.sha256IfAny("log_sha256"),
                    subject.firmware(),
                    row.sha256IfAny("evidence_sha256"))));
  }

  @Override
  public List<Entry> list(Optional<MachineId> machine) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT q.*, m.host, m.board_model FROM quarantine q JOIN machine m ON m.id = q.machine_id
                    WHERE q.state <> 'NONE' AND (CAST(:id AS bytea) IS NULL OR q.machine_id = :id)
                    ORDER BY q.since DESC, q.machine_id
                    """)
                .bind("id", machine.map(id -> id.value().toArray()).orElse(null))
                .map((results, _) -> entry(new Row(results)))
                .list());
  }

  private static Entry entry(Row row) throws SQLException {
    var subject = Subject.read(row);
    return new Entry(subject.id(), subject.hostName(), subject.model(), QuarantineRows.read(row));
  }

  @Override
  public List<Episode> episodes() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT e.id, e.scope, e.mode, e.opened_at FROM quarantine_episode e
                    WHERE EXISTS (SELECT FROM quarantine q WHERE q.episode = e.id AND q.state = 'HELD')
                    ORDER BY e.id
                    """)
                .map((results, _) -> episode(handle, new Row(results)))
                .list());
  }

  private static Episode episode(Handle handle, Row row) throws SQLException {
    long id = row.number("id");
    var held = held(handle, id);
    return new Episode(
        id,
        row.text("scope"),
        Mode.valueOf(row.text("mode")),
        row.time("opened_at"),
        held.size(),
        Common.of(held));
  }

  private static List<Failed> held(Handle handle, long episode) {
    return handle
        .createQuery(
            """
            SELECT coalesce(m.board_model, '') AS board_model, coalesce(m.rack, '') AS rack, q.firmware, q.finding, q.golden_sets
            FROM quarantine q JOIN machine m ON m.id = q.machine_id
            WHERE q.episode = :episode AND q.state = 'HELD'
            """)
        .bind("episode", episode)
        .map((results, _) -> QuarantineRows.failed(new Row(results)))
        .list();
  }

  @Override
  public List<MachineId> out(Optional<BoardModel> model) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT q.machine_id FROM quarantine q JOIN machine m ON m.id = q.machine_id
                    WHERE q.state IN ('HELD', 'QUARANTINED')
                        AND (CAST(:model AS text) IS NULL OR m.board_model = :model)
                    ORDER BY q.machine_id
                    """)
                .bind("model", model.map(BoardModel::name).orElse(null))
                .map((results, _) -> new Row(results).machine("machine_id"))
                .list());
  }

  @Override
  public List<MachineId> suspects() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT q.machine_id FROM quarantine q JOIN machine m ON m.id = q.machine_id
                    WHERE q.state = 'SUSPECT' AND q.mode <> 'RECORD' AND m.state = 'ACTIVE'
                    ORDER BY q.since LIMIT :batch
                    """)
                .bind("batch", BATCH)
                .map((results, _) -> new Row(results).machine("machine_id"))
                .list());
  }

  @Override
  public List<MachineId> overdue(Instant at) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT q.machine_id FROM quarantine q JOIN machine m ON m.id = q.machine_id
                    WHERE q.state = 'SUSPECT' AND q.confirm_by <= :at AND m.state = 'ACTIVE'
                    LIMIT :batch
                    """)
                .bind("at", at)
                .bind("batch", BATCH)
                .map((results, _) -> new Row(results).machine("machine_id"))
                .list());
  }

  @Override
  public List<MachineId> silent(Duration usual, Instant at) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT m.id AS machine_id FROM machine m JOIN appraisal a ON a.id = m.latest_appraisal
                    LEFT JOIN quarantine q ON q.machine_id = m.id
                    WHERE m.state = 'ACTIVE'
                        AND a.at < CAST(:at AS timestamptz) - make_interval(
                            secs => 30 + 3 * coalesce(m.interval_seconds, :usual))
                        AND (q.state IS NULL OR q.state = 'NONE')
                        AND q.finding IS DISTINCT FROM 'SILENT'
                    LIMIT :batch
                    """)
                .bind("at", at)
                .bind("usual", usual.toSeconds())
                .bind("batch", BATCH)
                .map((results, _) -> new Row(results).machine("machine_id"))
                .list());
  }

  @Override
  public List<MachineId> confirmed() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT q.machine_id FROM quarantine q
                    WHERE q.state = 'RELEASING' AND NOT EXISTS (
                        SELECT FROM delivery d
                        WHERE d.event = q.release_event AND d.state IN ('PENDING', 'DEAD'))
                    LIMIT :batch
                    """)
                .bind("batch", BATCH)
                .map((results, _) -> new Row(results).machine("machine_id"))
                .list());
  }
}

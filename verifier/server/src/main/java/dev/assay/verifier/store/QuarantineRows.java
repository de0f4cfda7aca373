package dev.assay.verifier.store;

import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.quarantine.Cause;
import dev.assay.verifier.service.quarantine.Common.Failed;
import dev.assay.verifier.service.quarantine.Mode;
import dev.assay.verifier.service.quarantine.Quarantine;
import dev.assay.verifier.service.quarantine.QuarantineState;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The table `quarantine`, a row a machine.
final class QuarantineRows {
  private QuarantineRows() {}

  /// Where the machine stands.
  static Quarantine of(Handle handle, MachineId machine) {
    return handle
        .createQuery("SELECT * FROM quarantine WHERE machine_id = :id")
        .bind("id", machine.value())
        .map((results, _) -> read(new Row(results)))
        .findOne()
        .orElse(Quarantine.NEVER);
  }

  static Quarantine read(Row row) throws SQLException {
    return new Quarantine(
        QuarantineState.valueOf(row.text("state")),
        Mode.valueOf(row.text("mode")),
        row.time("since"),
        Optional.of(row.text("decided_by")).filter(by -> !by.isEmpty()),
        row.text("reason"),
        (int) row.number("clean"),
        row.timeIfAny("confirm_by"),
        row.sha256IfAny("pardoned"),
        cause(row));
  }

  private static Optional<Cause> cause(Row row) throws SQLException {
    var verdict = row.textIfAny("verdict");
    return verdict.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Cause(
                Verdict.valueOf(verdict.get()),
                row.texts("golden_sets"),
                row.text("firmware"),
                row.text("finding"),
                row.text("message"),
                List.of(),
                false,
                row.sha256IfAny("evidence_sha256"),
                row.sha256("likeness")));
  }

  /// Keeps where it stands. What episode it belongs to and which release it waits for begin anew.
  static void keep(Handle handle, MachineId machine, Quarantine now) {
    var cause = now.cause();
    handle
        .createUpdate(
            """
            INSERT INTO quarantine (machine_id, state, mode, since, decided_by, reason, clean, confirm_by,
                pardoned, verdict, golden_sets, firmware, finding, message, evidence_sha256, likeness)
            VALUES (:machine, :state, :mode, :since, :by, :reason, :clean, :confirm_by, :pardoned, :verdict,
                :golden_sets, :firmware, :finding, :message, :evidence, :likeness)
            ON CONFLICT (machine_id) DO UPDATE SET
                state = EXCLUDED.state, mode = EXCLUDED.mode, since = EXCLUDED.since,
                decided_by = EXCLUDED.decided_by, reason = EXCLUDED.reason, clean = EXCLUDED.clean,
                confirm_by = EXCLUDED.confirm_by, pardoned = EXCLUDED.pardoned, verdict = EXCLUDED.verdict,
                golden_sets = EXCLUDED.golden_sets, firmware = EXCLUDED.firmware,
                finding = EXCLUDED.finding, message = EXCLUDED.message,
                evidence_sha256 = EXCLUDED.evidence_sha256, likeness = EXCLUDED.likeness,
                episode = CASE WHEN quarantine.state = EXCLUDED.state THEN quarantine.episode END,
                release_event = CASE WHEN quarantine.state = EXCLUDED.state
                    THEN quarantine.release_event END
            """)
        .bind("machine", machine.value())
        .bind("state", now.state().name())
        .bind("mode", now.mode().name())
        .bind("since", now.since())
        .bind("by", now.by().orElse(""))
        .bind("reason", now.reason())
        .bind("clean", now.clean())
        .bind("confirm_by", now.confirmBy().orElse(null))
        .bind("pardoned", bytes(now.pardoned()))
        .bind("verdict", cause.map(why -> why.verdict().name()).orElse(null))
        .bindArray("golden_sets", String.class, cause.map(Cause::goldenSets).orElse(List.of()))
        .bind("firmware", cause.map(Cause::firmware).orElse(null))
        .bind("finding", cause.map(Cause::finding).orElse(null))
        .bind("message", cause.map(Cause::message).orElse(null))
        .bind("evidence", bytes(cause.flatMap(Cause::evidence)))
        .bind("likeness", bytes(cause.map(Cause::likeness)))
        .execute();
  }

  private static byte @Nullable [] bytes(Optional<Digest> digest) {
    return digest.map(present -> present.value().toArray()).orElse(null);
  }

  /// What a machine that the rules took out, or would have, has in common with others.
  static Failed failed(Row row) throws SQLException {
    return new Failed(
        row.text("board_model"),
        row.text("rack"),
        row.text("firmware"),
        row.text("finding"),
        row.texts("golden_sets"));
  }
}

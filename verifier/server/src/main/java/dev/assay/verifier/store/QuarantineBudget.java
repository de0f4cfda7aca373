package dev.assay.verifier.store;

import dev.assay.verifier.service.quarantine.BlastRadius;
import dev.assay.verifier.service.quarantine.Cause;
import dev.assay.verifier.service.quarantine.Common.Failed;
import dev.assay.verifier.service.quarantine.Mode;
import dev.assay.verifier.service.quarantine.Room;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// What of the budgets is spent. Whoever asks holds the gate's row until its transaction ends:
/// verifiers ask one after the other, and each sees what all before it spent. What counts are the
/// rows of the window, so that neither a restart nor a release gives anything back.
final class QuarantineBudget {
  private static final String FLEET = "fleet";

  private final BlastRadius radius;

  QuarantineBudget(BlastRadius radius) {
    this.radius = radius;
  }

  /// Takes the gate, and says whether there is room for one more.
  Room room(Handle handle, Subject subject, Mode mode, Instant at) {
    handle
        .createQuery("SELECT only_one FROM quarantine_gate FOR UPDATE")
        .mapTo(Boolean.class)
        .one();
    return radius.room(
        handle
            .createQuery(
                """
                SELECT
                    (SELECT count(*) FROM machine WHERE state = 'ACTIVE') AS fleet_active,
                    (SELECT count(*) FROM machine WHERE state = 'ACTIVE' AND board_model = :model)
                        AS model_active,
                    (SELECT count(*) FROM quarantine_spending WHERE at > :after AND mode = :mode)
                        AS fleet_spent,
                    (SELECT count(*) FROM quarantine_spending
                        WHERE at > :after AND mode = :mode AND board_model = :model) AS model_spent
                """)
            .bind("model", subject.modelName())
            .bind("mode", mode.name())
            .bind("after", at.minus(radius.window()))
            .map(
                (results, _) -> {
                  var row = new Row(results);
                  return new BlastRadius.Spent(
                      subject.modelName(),
                      (int) row.number("fleet_active"),
                      (int) row.number("fleet_spent"),
                      (int) row.number("model_active"),
                      (int) row.number("model_spent"));
                })
            .one());
  }

  /// Counts one more.
  void spend(Handle handle, Subject subject, Mode mode, Cause cause, Instant at) {
    handle
        .createUpdate(
            """
            INSERT INTO quarantine_spending
                (at, mode, machine_id, board_model, golden_sets, firmware, finding)
            VALUES (:at, :mode, :machine, :model, :golden_sets, :firmware, :finding)
            """)
        .bind("at", at)
        .bind("mode", mode.name())
        .bind("machine", subject.id().value())
        .bind("model", subject.modelName())
        .bindArray("golden_sets", String.class, cause.goldenSets())
        .bind("firmware", subject.firmware())
        .bind("finding", cause.finding())
        .execute();
  }

  /// Those that used up the budget of a scope, and the first that it has no room for.
  List<Failed> failed(
      Handle handle, String scope, Mode mode, Subject held, Cause cause, Instant at) {
    var failed =
        new ArrayList<>(
            handle
                .createQuery(
                    """
                    SELECT board_model, firmware, finding, golden_sets FROM quarantine_spending
                    WHERE at > :after AND mode = :mode AND (:fleet OR board_model = :model)
                    """)
                .bind("after", at.minus(radius.window()))
                .bind("mode", mode.name())
                .bind("fleet", scope.equals(FLEET))
                .bind("model", held.modelName())
                .map((results, _) -> QuarantineRows.failed(new Row(results)))
                .list());
    failed.add(new Failed(held.modelName(), held.firmware(), cause.finding(), cause.goldenSets()));
    return failed;
  }

  BlastRadius radius() {
    return radius;
  }
}

package dev.assay.verifier.store;

import dev.assay.verifier.service.quarantine.BlastRadius;
import dev.assay.verifier.service.quarantine.BlastRadius.Count;
import dev.assay.verifier.service.quarantine.BlastRadius.InScope;
import dev.assay.verifier.service.quarantine.Cause;
import dev.assay.verifier.service.quarantine.Common.Failed;
import dev.assay.verifier.service.quarantine.Mode;
import dev.assay.verifier.service.quarantine.Room;
import dev.assay.verifier.service.quarantine.Scope;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What of the budgets is spent. Whoever asks holds the gate's row until its transaction ends:
/// verifiers ask one after the other, and each sees what all before it spent. What counts are the
/// rows of the window, so that neither a restart nor a release gives anything back.
final class QuarantineBudget {
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
    var rack = RackStore.of(handle, subject.id());
    return radius.room(
        handle
            .createQuery(
                """
                SELECT active.*, spent.* FROM
                    (SELECT count(*) AS fleet_active,
                        count(*) FILTER (WHERE board_model = :model) AS model_active,
                        count(*) FILTER (WHERE rack = :rack) AS rack_active
                    FROM machine WHERE state = 'ACTIVE') active,
                    (SELECT count(*) AS fleet_spent,
                        count(*) FILTER (WHERE board_model = :model) AS model_spent,
                        count(*) FILTER (WHERE rack = :rack) AS rack_spent
                    FROM quarantine_spending WHERE at > :after AND mode = :mode) spent
                """)
            .bind("model", subject.modelName())
            .bind("rack", rack.orElse(""))
            .bind("mode", mode.name())
            .bind("after", at.minus(radius.window()))
            .map((results, _) -> spent(new Row(results), subject.modelName(), rack))
            .one());
  }

  private static BlastRadius.Spent spent(Row row, String model, Optional<String> rack)
      throws SQLException {
    var ofRack = count(row, "rack");
    return new BlastRadius.Spent(
        count(row, "fleet"),
        new InScope(model, count(row, "model")),
        rack.map(name -> new InScope(name, ofRack)));
  }

  private static Count count(Row row, String scope) throws SQLException {
    return new Count((int) row.number(scope + "_active"), (int) row.number(scope + "_spent"));
  }

  /// Counts one more.
  void spend(Handle handle, Subject subject, Mode mode, Cause cause, Instant at) {
    handle
        .createUpdate(
            """
            INSERT INTO quarantine_spending
                (at, mode, machine_id, board_model, rack, golden_sets, firmware, finding)
            VALUES (:at, :mode, :machine, :model, :rack, :golden_sets, :firmware, :finding)
            """)
        .bind("at", at)
        .bind("mode", mode.name())
        .bind("machine", subject.id().value())
        .bind("model", subject.modelName())
        .bind("rack", RackStore.of(handle, subject.id()).orElse(""))
        .bindArray("golden_sets", String.class, cause.goldenSets())
        .bind("firmware", subject.firmware())
        .bind("finding", cause.finding())
        .execute();
  }

  /// Those that used up the budget of a scope, and the first that it has no room for.
  List<Failed> failed(
      Handle handle, Scope scope, Mode mode, Subject held, Cause cause, Instant at) {
    var failed =
        new ArrayList<>(
            handle
                .createQuery(
                    """
                    SELECT board_model, rack, firmware, finding, golden_sets FROM quarantine_spending
                    WHERE at > :after AND mode = :mode
                        AND (CAST(:model AS text) IS NULL OR board_model = :model)
                        AND (CAST(:rack AS text) IS NULL OR rack = :rack)
                    """)
                .bind("after", at.minus(radius.window()))
                .bind("mode", mode.name())
                .bind("model", scope instanceof Scope.Model(var name) ? name : null)
                .bind("rack", scope instanceof Scope.Rack(var name) ? name : null)
                .map((results, _) -> QuarantineRows.failed(new Row(results)))
                .list());
    failed.add(
        new Failed(
            held.modelName(),
            RackStore.of(handle, held.id()).orElse(""),
            held.firmware(),
            cause.finding(),
            cause.goldenSets()));
    return failed;
  }

  BlastRadius radius() {
    return radius;
  }
}

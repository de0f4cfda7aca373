package dev.assay.verifier.store;

import dev.assay.appraisal.tpm.Digest;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.Inventory;
import dev.assay.verifier.service.InventoryRecords;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.RecordedFinding;
import dev.assay.verifier.service.ReportedInventory;
import dev.assay.verifier.service.SentInventory;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// The machines' inventories in PostgreSQL.
public final class InventoryStore implements InventoryRecords {
  private final Database database;

  public InventoryStore(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Digest> digest(MachineId id) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT sha256 FROM inventory WHERE machine_id = :id AND kinds IS NOT NULL")
                .bind("id", id.value())
                .map((results, _) -> new Row(results).sha256("sha256"))
                .findOne());
  }

  @Override
  public Optional<ReportedInventory> find(MachineId id) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT sha256, parts, since, approved, findings FROM inventory WHERE"
                        + " machine_id = :id")
                .bind("id", id.value())
                .map((results, _) -> read(new Row(results)))
                .findOne());
  }

  private static ReportedInventory read(Row row) throws SQLException {
    return new ReportedInventory(
        row.sha256("sha256"),
        InventoryJson.read(row.text("parts")),
        row.time("since"),
        row.textIfAny("approved").map(InventoryJson::read),
        FindingJson.read(row.text("findings")));
  }

  @Override
  public void keep(
      MachineId id,
      SentInventory sent,
      Set<String> kinds,
      Function<Inventory, List<RecordedFinding>> difference,
      Instant at) {
    database.inTransaction(
        handle -> write(handle, id, sent, kinds, approved(handle, id).map(difference), at));
  }

  // The row stays locked until the end, so that no approval comes in between.
  private static Optional<Inventory> approved(Handle handle, MachineId id) {
    return handle
        .createQuery("SELECT approved FROM inventory WHERE machine_id = :id FOR UPDATE")
        .bind("id", id.value())
        .map((results, _) -> new Row(results).textIfAny("approved"))
        .findOne()
        .flatMap(Function.identity())
        .map(InventoryJson::read);
  }

  private static int write(
      Handle handle,
      MachineId id,
      SentInventory sent,
      Set<String> kinds,
      Optional<List<RecordedFinding>> findings,
      Instant at) {
    return handle
        .createUpdate(
            """
            INSERT INTO inventory AS i (machine_id, sha256, parts, since, findings, kinds)
            VALUES (:id, :sha256, CAST(:parts AS jsonb), :at, CAST(:findings AS jsonb), :kinds)
            ON CONFLICT (machine_id) DO UPDATE SET sha256 = EXCLUDED.sha256,
                parts = EXCLUDED.parts, findings = EXCLUDED.findings, kinds = EXCLUDED.kinds,
                since = CASE WHEN i.sha256 = EXCLUDED.sha256 THEN i.since ELSE EXCLUDED.since END
            """)
        .bind("id", id.value())
        .bind("sha256", sent.sha256().value())
        .bind("parts", InventoryJson.write(sent.inventory()))
        .bind("at", at)
        .bind("findings", FindingJson.write(findings.orElseGet(List::of)))
        .bindArray("kinds", String.class, kinds)
        .execute();
  }

  @Override
  public Set<String> kinds(MachineId id) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT coalesce(kinds, '{}') AS kinds FROM inventory WHERE machine_id = :id")
                .bind("id", id.value())
                .map((results, _) -> Set.copyOf(new Row(results).texts("kinds")))
                .findOne()
                .orElse(Set.of()));
  }

  @Override
  public Map<String, Integer> kindsOfSiblings(BoardModel model) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT kind, count(*) AS machines
                    FROM inventory i JOIN machine m ON m.id = i.machine_id, unnest(i.kinds) AS kind
                    WHERE m.board_model = :model AND m.state = 'ACTIVE' GROUP BY kind
                    """)
                .bind("model", model.name())
                .reduceRows(
                    new HashMap<String, Integer>(),
                    (counts, row) -> {
                      counts.put(
                          row.getColumn("kind", String.class),
                          row.getColumn("machines", Integer.class));
                      return counts;
                    }));
  }

  /// What the machine reports now is what it is approved with.
  static void approve(Handle handle, MachineId id, Instant at) {
    handle
        .createUpdate(
            """
            UPDATE inventory SET approved = parts, approved_at = :at, findings = '[]'
            WHERE machine_id = :id
            """)
        .bind("id", id.value())
        .bind("at", at)
        .execute();
  }
}

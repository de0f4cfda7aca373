package dev.assay.verifier.store;

import dev.assay.verifier.service.Approval;
import dev.assay.verifier.service.BoardIdentity;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.ManifestLine;
import dev.assay.verifier.service.Rack;
import dev.assay.verifier.service.ShipmentRecords;
import dev.assay.verifier.service.ShipmentSummary;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Manifests of shipments in PostgreSQL.
public final class ShipmentStore implements ShipmentRecords {
  private final Database database;
  private final boolean approveByManifest;

  /// @param approveByManifest whether a shipment's manifest makes machines ACTIVE
  public ShipmentStore(Database database, boolean approveByManifest) {
    this.database = database;
    this.approveByManifest = approveByManifest;
  }

  // Manifests, and the enrollments that look at them, take turns.
  @Override
  public Import add(List<ManifestLine> lines, Approval by) {
    return database.inTransaction(
        handle -> {
          handle.execute("LOCK TABLE enrollment_challenge IN SHARE ROW EXCLUSIVE MODE");
          handle.execute("LOCK TABLE shipment_item IN SHARE ROW EXCLUSIVE MODE");
          lines.stream()
              .map(ManifestLine::model)
              .distinct()
              .forEach(model -> ModelStore.confirm(handle, model, BoardIdentity.UNSAID, by));
          int added = 0;
          for (var line : lines) {
            var known = known(handle, line);
            if (known.filter(entry -> !entry.agrees(line)).isPresent()) {
              handle.rollback();
              return new Import.Contradicted(line.number(), known.get().said());
            }
            if (known.isEmpty()) {
              insert(handle, line, by);
              added++;
            }
          }
          Manifests.note(handle, Optional.empty());
          return new Import.Added(
              added,
              approveByManifest ? Manifests.approve(handle, Optional.empty(), by.at()) : List.of());
        });
  }

  /// What was imported before of an EK.
  private record Entry(
      String shipment, String model, Optional<String> chassis, Optional<String> rack) {

    /// A line that leaves the rack out says nothing of it.
    boolean agrees(ManifestLine line) {
      return shipment.equals(line.shipment())
          && model.equals(line.model().name())
          && chassis.equals(line.chassisSerial())
          && (line.rack().isEmpty() || line.rack().map(Rack::name).equals(rack));
    }

    String said() {
      return "shipment %s, model %s, chassis %s, rack %s"
          .formatted(shipment, model, chassis.orElse("-"), rack.orElse("-"));
    }
  }

  private static Optional<Entry> known(Handle handle, ManifestLine line) {
    return handle
        .createQuery(
            "SELECT shipment, model, chassis_serial, rack FROM shipment_item WHERE ek_sha256 = :ek"
                + " OR ek_serial = :serial ORDER BY id LIMIT 1")
        .bind("ek", line.ekSha256().map(digest -> digest.value().toArray()).orElse(null))
        .bind("serial", line.ekSerial().orElse(null))
        .map(
            (results, _) -> {
              var row = new Row(results);
              return new Entry(
                  row.text("shipment"),
                  row.text("model"),
                  row.textIfAny("chassis_serial"),
                  row.textIfAny("rack"));
            })
        .findOne();
  }

  private static void insert(Handle handle, ManifestLine line, Approval by) {
    handle
        .createUpdate(
            """
            INSERT INTO shipment_item (shipment, ek_sha256, ek_serial, model, chassis_serial, rack,
                imported_by, imported_at)
            VALUES (:shipment, :ek, :serial, :model, :chassis, :rack, :by, :at)
            """)
        .bind("shipment", line.shipment())
        .bind("ek", line.ekSha256().map(digest -> digest.value().toArray()).orElse(null))
        .bind("serial", line.ekSerial().orElse(null))
        .bind("model", line.model().name())
        .bind("chassis", line.chassisSerial().orElse(null))
        .bind("rack", line.rack().map(Rack::name).orElse(null))
        .bind("by", by.by())
        .bind("at", by.at())
        .execute();
  }

  @Override
  public List<ShipmentSummary> list() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT i.shipment, i.model, count(*) AS listed,
                        count(m.id) AS enrolled, count(m.id) FILTER (WHERE m.state = 'ACTIVE') AS active,
                        min(i.imported_by) AS by, min(i.imported_at) AS at
                    FROM shipment_item i LEFT JOIN machine m ON m.manifest = i.id
                    GROUP BY i.shipment, i.model ORDER BY min(i.imported_at) DESC, i.shipment, i.model
                    """)
                .map(
                    (results, _) -> {
                      var row = new Row(results);
                      return new ShipmentSummary(
                          row.text("shipment"),
                          new BoardModel(row.text("model")),
                          (int) row.number("listed"),
                          (int) row.number("enrolled"),
                          (int) row.number("active"),
                          new Approval(row.text("by"), row.time("at")));
                    })
                .list());
  }
}

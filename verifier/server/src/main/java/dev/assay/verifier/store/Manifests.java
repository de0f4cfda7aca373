package dev.assay.verifier.store;

import dev.assay.verifier.service.MachineId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What the manifests of shipments say of machines: which of them stand on one, and which of these
/// may be ACTIVE for it.
final class Manifests {
  private Manifests() {}

  /// Notes on which manifest a machine stands, and in which rack that says it is to be, by the hash
  /// of its EK or by the serial number of its EK's certificate, where that holds.
  ///
  /// @param machine empty for all
  static void note(Handle handle, Optional<MachineId> machine) {
    handle
        .createUpdate(
            """
            UPDATE machine m SET manifest = listed.item, rack = coalesce(m.rack, listed.rack)
            FROM (
                SELECT DISTINCT ON (c.id) c.id AS machine, i.id AS item, i.rack
                FROM machine c JOIN shipment_item i ON i.ek_sha256 IN (c.id, c.ek_key_sha256)
                    OR i.ek_sha256 IS NULL AND i.ek_serial = c.ek_serial AND c.ek_standing = 'TRUSTED'
                WHERE c.manifest IS NULL AND (CAST(:id AS bytea) IS NULL OR c.id = :id)
                ORDER BY c.id, i.ek_sha256 IS NULL, i.id) AS listed
            WHERE m.id = listed.machine
            """)
        .bind("id", machine.map(id -> id.value().toArray()).orElse(null))
        .execute();
  }

  /// Makes machines ACTIVE that stand on a manifest. One whose chassis serial is not the
  /// manifest's, or belongs to another machine too, and one that asks for another key, waits for a
  /// person.
  ///
  /// @param machine empty for all
  /// @return those that became ACTIVE
  static List<MachineId> approve(Handle handle, Optional<MachineId> machine, Instant now) {
    var approved = activate(handle, machine, now);
    approved.forEach(id -> InventoryStore.approve(handle, id, now));
    return approved;
  }

  private static List<MachineId> activate(Handle handle, Optional<MachineId> machine, Instant now) {
    return handle
        .createQuery(
            """
            UPDATE machine m SET state = 'ACTIVE', board_model = i.model,
                decided_by = 'manifest ' || i.shipment, decided_at = :now
            FROM shipment_item i
            WHERE i.id = m.manifest AND m.state = 'PENDING'
                AND (CAST(:id AS bytea) IS NULL OR m.id = :id)
                AND (m.ek_standing = 'TRUSTED' OR i.ek_sha256 IS NOT NULL)
                AND (i.chassis_serial IS NULL OR i.chassis_serial = m.chassis_serial)
                AND NOT EXISTS (SELECT FROM key_change_request c WHERE c.machine_id = m.id)
                AND NOT EXISTS (SELECT FROM machine o WHERE o.id <> m.id
                    AND o.state IN ('ACTIVE', 'PENDING')
                    AND (o.board_serial = m.board_serial OR o.chassis_serial = m.chassis_serial))
            RETURNING m.id
            """)
        .bind("id", machine.map(id -> id.value().toArray()).orElse(null))
        .bind("now", now)
        .map((results, _) -> new Row(results).machine("id"))
        .list();
  }
}

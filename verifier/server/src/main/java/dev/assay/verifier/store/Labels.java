package dev.assay.verifier.store;

import dev.assay.verifier.service.LabelChange;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.MachineLabel;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Machines' labels, which may lead to one OS image at most: a change after which they would lead
/// to two is taken back.
final class Labels {
  private Labels() {}

  /// One change at a time, of labels and of their images: two that are sound alone may not be so
  /// together.
  static void lock(Handle handle) {
    handle.execute("LOCK TABLE os_image_label IN SHARE ROW EXCLUSIVE MODE");
  }

  /// Changes the labels of a machine.
  ///
  /// @return false where no such machine is known
  static boolean change(Handle handle, MachineId id, LabelChange change) {
    boolean known =
        handle
            .createQuery("SELECT EXISTS (SELECT FROM machine WHERE id = :id)")
            .bind("id", id.value())
            .mapTo(Boolean.class)
            .one();
    if (known) {
      change.remove().forEach(key -> remove(handle, id, key));
      change.set().forEach(label -> set(handle, id, label));
    }
    return known;
  }

  private static void remove(Handle handle, MachineId id, String key) {
    handle
        .createUpdate("DELETE FROM machine_label WHERE machine_id = :id AND key = :key")
        .bind("id", id.value())
        .bind("key", key)
        .execute();
  }

  private static void set(Handle handle, MachineId id, MachineLabel label) {
    handle
        .createUpdate(
            """
            INSERT INTO machine_label (machine_id, key, value) VALUES (:id, :key, :value)
            ON CONFLICT (machine_id, key) DO UPDATE SET value = EXCLUDED.value
            """)
        .bind("id", id.value())
        .bind("key", label.key())
        .bind("value", label.value())
        .execute();
  }

  /// The machines in service that have it.
  static List<MachineId> machinesWith(Handle handle, MachineLabel label) {
    return handle
        .createQuery(
            """
            SELECT l.machine_id FROM machine_label l JOIN machine m ON m.id = l.machine_id
            WHERE l.key = :key AND l.value = :value AND m.state <> 'RETIRED'
            """)
        .bind("key", label.key())
        .bind("value", label.value())
        .map((results, _) -> new Row(results).machine("machine_id"))
        .list();
  }

  /// Whether the labels of each of these machines lead to one image at most; if not, all is taken
  /// back.
  static boolean kept(Handle handle, List<MachineId> machines) {
    boolean sound = machines.stream().noneMatch(id -> leadsToTwo(handle, id));
    if (!sound) {
      handle.rollback();
    }
    return sound;
  }

  private static boolean leadsToTwo(Handle handle, MachineId id) {
    return handle
        .createQuery(
            """
            SELECT count(DISTINCT i.image) > 1 FROM machine_label l JOIN os_image_label i USING (key, value)
            WHERE l.machine_id = :id
            """)
        .bind("id", id.value())
        .mapTo(Boolean.class)
        .one();
  }
}

package dev.assay.verifier.store;

import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.Rack;
import dev.assay.verifier.service.RackRecords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Racks in PostgreSQL: a column of the machine.
public final class RackStore implements RackRecords {
  private final Database database;

  public RackStore(Database database) {
    this.database = database;
  }

  /// The rack of a machine, within the caller's transaction.
  static Optional<String> of(Handle handle, MachineId machine) {
    return handle
        .createQuery("SELECT rack FROM machine WHERE id = :id AND rack IS NOT NULL")
        .bind("id", machine.value())
        .mapTo(String.class)
        .findOne();
  }

  // In the order of ids, so that two imports don't wait for each other.
  @Override
  public Optional<MachineId> set(Map<MachineId, Optional<Rack>> racks) {
    return database.inTransaction(
        handle -> {
          var machines =
              racks.keySet().stream()
                  .sorted((one, other) -> one.toHex().compareTo(other.toHex()))
                  .toList();
          for (var machine : machines) {
            if (!set(handle, machine, racks.getOrDefault(machine, Optional.empty()))) {
              handle.rollback();
              return Optional.of(machine);
            }
          }
          return Optional.empty();
        });
  }

  private static boolean set(Handle handle, MachineId machine, Optional<Rack> rack) {
    return handle
            .createUpdate("UPDATE machine SET rack = :rack WHERE id = :id")
            .bind("id", machine.value())
            .bind("rack", rack.map(Rack::name).orElse(null))
            .execute()
        == 1;
  }

  @Override
  public List<Summary> list() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT m.rack, count(*) AS machines,
                        count(*) FILTER (WHERE q.state = 'QUARANTINED' AND q.mode = 'ACT') AS quarantined
                    FROM machine m LEFT JOIN quarantine q ON q.machine_id = m.id
                    WHERE m.rack IS NOT NULL AND m.state = 'ACTIVE'
                    GROUP BY m.rack ORDER BY m.rack
                    """)
                .map(
                    (results, _) -> {
                      var row = new Row(results);
                      return new Summary(
                          new Rack(row.text("rack")),
                          (int) row.number("machines"),
                          (int) row.number("quarantined"));
                    })
                .list());
  }
}

package dev.assay.verifier.store;

import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.quarantine.MachineRoles;
import java.util.Optional;

/// Roles of machines in PostgreSQL.
public final class RoleStore implements MachineRoles {
  private final Database database;

  public RoleStore(Database database) {
    this.database = database;
  }

  @Override
  public Optional<String> roleOf(MachineId machine) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT role FROM machine WHERE id = :id")
                .bind("id", machine.value())
                .map((results, _) -> new Row(results).textIfAny("role"))
                .findOne()
                .flatMap(role -> role.filter(text -> !text.isEmpty())));
  }
}

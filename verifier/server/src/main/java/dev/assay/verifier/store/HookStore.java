package dev.assay.verifier.store;

import dev.assay.verifier.service.Outcome;
import dev.assay.verifier.service.hooks.Hook;
import dev.assay.verifier.service.hooks.HookDescription;
import dev.assay.verifier.service.hooks.HookRecords;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Hooks in PostgreSQL.
public final class HookStore implements HookRecords {
  private final Database database;

  public HookStore(Database database) {
    this.database = database;
  }

  /// All hooks, for making deliveries.
  static List<Hook> all(Handle handle) {
    return handle
        .createQuery("SELECT * FROM hook ORDER BY name")
        .map((results, _) -> read(new Row(results)))
        .list();
  }

  /// Reads the columns of `hook`.
  static Hook read(Row row) throws SQLException {
    var description = Json.parse(row.text("description"), HookDescription.class);
    return switch (description.read(Hook.Origin.valueOf(row.text("origin")))) {
      case Outcome.Done<Hook>(var hook) ->
          new Hook(hook.name(), hook.origin(), hook.target(), hook.filter(), row.flag("paused"));
      case Outcome.Declined<Hook>(_, var detail) ->
          throw new IllegalStateException("The database holds a hook that can't be: " + detail);
    };
  }

  @Override
  public List<HookStatus> list() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT h.*,
                        (SELECT count(*) FROM delivery d WHERE d.hook = h.name AND d.state = 'PENDING')
                            AS pending,
                        (SELECT count(*) FROM delivery d WHERE d.hook = h.name AND d.state = 'DEAD') AS dead,
                        (SELECT count(*) FROM delivery d WHERE d.hook = h.name AND d.state = 'DRY_RUN')
                            AS dry_run
                    FROM hook h ORDER BY h.name
                    """)
                .map((results, _) -> status(new Row(results)))
                .list());
  }

  private static HookStatus status(Row row) throws SQLException {
    return new HookStatus(
        read(row),
        (int) row.number("failures"),
        row.timeIfAny("closed_until"),
        row.text("last_error"),
        row.timeIfAny("last_delivered_at"),
        (int) row.number("pending"),
        (int) row.number("dead"),
        (int) row.number("dry_run"));
  }

  @Override
  public Optional<Hook> find(String name) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM hook WHERE name = :name")
                .bind("name", name)
                .map((results, _) -> read(new Row(results)))
                .findOne());
  }

  @Override
  public boolean add(Hook hook) {
    return database.read(
        handle ->
            handle
                    .createUpdate(
                        """
                        INSERT INTO hook (name, origin, description)
                        VALUES (:name, :origin, CAST(:description AS jsonb)) ON CONFLICT DO NOTHING
                        """)
                    .bind("name", hook.name())
                    .bind("origin", hook.origin().name())
                    .bind("description", Json.write(HookDescription.of(hook)))
                    .execute()
                == 1);
  }

  @Override
  public boolean remove(String name, Hook.Origin origin) {
    return database.read(
        handle ->
            handle
                    .createUpdate("DELETE FROM hook WHERE name = :name AND origin = :origin")
                    .bind("name", name)
                    .bind("origin", origin.name())
                    .execute()
                == 1);
  }

  @Override
  public boolean pause(String name, boolean paused) {
    return database.read(
        handle ->
            handle
                    .createUpdate(
                        """
                        UPDATE hook SET paused = :paused, failures = 0, closed_until = NULL
                        WHERE name = :name
                        """)
                    .bind("name", name)
                    .bind("paused", paused)
                    .execute()
                == 1);
  }

  @Override
  public void configured(List<Hook> hooks) {
    database.inTransaction(
        handle -> {
          var names = hooks.stream().map(Hook::name).toList();
          handle
              .createUpdate("DELETE FROM hook WHERE origin = 'FILE' AND name <> ALL (:names)")
              .bindArray("names", String.class, names)
              .execute();
          hooks.forEach(hook -> configure(handle, hook));
          return names.size();
        });
  }

  private static void configure(Handle handle, Hook hook) {
    handle
        .createUpdate(
            """
            INSERT INTO hook (name, origin, description)
            VALUES (:name, 'FILE', CAST(:description AS jsonb))
            ON CONFLICT (name) DO UPDATE SET origin = 'FILE', description = EXCLUDED.description
            """)
        .bind("name", hook.name())
        .bind("description", Json.write(HookDescription.of(hook)))
        .execute();
  }
}

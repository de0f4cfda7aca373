package dev.assay.verifier.store;

import dev.assay.verifier.service.hooks.Hook;
import dev.assay.verifier.service.hooks.Outbox;
import dev.assay.verifier.service.hooks.OutgoingEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The outbox in PostgreSQL. A delivery is sent by whoever holds its lease; of each machine and
/// hook only the earliest that is pending can be leased, so that none overtakes another.
public final class OutboxStore implements Outbox {
  private static final int BATCH = 5_000;
  private static final int LONGEST_ERROR = 500;

  private final Database database;

  public OutboxStore(Database database) {
    this.database = database;
  }

  private static final String SENDABLE =
      """
      d.state = 'PENDING' AND d.due_at <= :at AND (d.leased_until IS NULL OR d.leased_until <= :at)
      """;

  @Override
  public List<Hook> due(Instant at) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM hook h
                    WHERE NOT h.paused AND (h.closed_until IS NULL OR h.closed_until <= :at)
                        AND EXISTS (SELECT FROM delivery d WHERE d.hook = h.name AND %s)
                    ORDER BY h.name
                    """
                        .formatted(SENDABLE))
                .bind("at", at)
                .map((results, _) -> HookStore.read(new Row(results)))
                .list());
  }

  @Override
  public List<Leased> lease(Hook hook, int most, String holder, Instant until, Instant at) {
    return database.inTransaction(
        handle ->
            handle
                .createQuery(
                    """
                    WITH next AS (
                        SELECT d.id FROM delivery d
                        WHERE d.hook = :hook AND %s
                            AND NOT EXISTS (
                                SELECT FROM delivery earlier
                                WHERE earlier.hook = d.hook AND earlier.state = 'PENDING'
                                    AND earlier.lane = d.lane
                                    AND earlier.event < d.event)
                        ORDER BY d.due_at, d.event
                        -- A hook that keeps failing is tried with one call.
                        LIMIT (SELECT CASE WHEN failures >= :closes THEN 1 ELSE :most END
                            FROM hook WHERE name = :hook)
                        FOR UPDATE OF d SKIP LOCKED),
                    leased AS (
                        UPDATE delivery d
                        SET leased_by = :holder, leased_until = :until, attempts = attempts + 1
                        FROM next WHERE d.id = next.id
                        RETURNING d.id, d.attempts, d.made_at, d.event, d.hook)
                    SELECT l.id AS delivery, l.attempts, l.made_at, h.failures, e.*
                    FROM leased l JOIN event e ON e.cursor = l.event JOIN hook h ON h.name = l.hook
                    ORDER BY e.cursor
                    """
                        .formatted(SENDABLE))
                .bind("hook", hook.name())
                .bind("most", most)
                .bind("closes", CLOSES_AFTER)
                .bind("holder", holder)
                .bind("until", until)
                .bind("at", at)
                .map((results, _) -> leased(new Row(results), holder))
                .list());
  }

  private static Leased leased(Row row, String holder) throws SQLException {
    return new Leased(
        row.number("delivery"),
        (int) row.number("attempts"),
        holder,
        row.time("made_at"),
        (int) row.number("failures"),
        EventLedger.read(row));
  }

  @Override
  public void delivered(Leased leased, Instant at) {
    database.inTransaction(
        handle -> {
          boolean held =
              end(
                  handle,
                  leased,
                  "state = 'DELIVERED', last_error = '', ended_at = :at",
                  at,
                  at,
                  "");
          if (held) {
            handle
                .createUpdate(
                    """
                    UPDATE hook SET failures = 0, closed_until = NULL, last_error = '',
                        last_delivered_at = :at
                    WHERE name = (SELECT hook FROM delivery WHERE id = :id)
                    """)
                .bind("at", at)
                .bind("id", leased.id())
                .execute();
          }
          return held;
        });
  }

  @Override
  public void failed(
      Leased leased,
      String error,
      Optional<Instant> next,
      Optional<Instant> closeUntil,
      Instant at) {
    var said = error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR);
    database.inTransaction(
        handle -> {
          var change =
              next.isPresent()
                  ? "due_at = :next, last_error = :error"
                  : "state = 'DEAD', last_error = :error, ended_at = :at";
          boolean held = end(handle, leased, change, at, next.orElse(at), said);
          if (held) {
            close(handle, leased, said, closeUntil);
          }
          return held;
        });
  }

  /// Ends the lease; false where it is no longer this holder's.
  private static boolean end(
      Handle handle, Leased leased, String change, Instant at, Instant next, String error) {
    return handle
            .createUpdate(
                """
                UPDATE delivery SET leased_by = NULL, leased_until = NULL, %s
                WHERE id = :id AND leased_by = :holder AND attempts = :attempt AND state = 'PENDING'
                """
                    .formatted(change))
            .bind("id", leased.id())
            .bind("holder", leased.holder())
            .bind("attempt", leased.attempt())
            .bind("at", at)
            .bind("next", next)
            .bind("error", error)
            .execute()
        == 1;
  }

  private static void close(
      Handle handle, Leased leased, String error, Optional<Instant> closeUntil) {
    handle
        .createUpdate(
            """
            UPDATE hook SET failures = failures + 1, last_error = :error,
                closed_until = greatest(closed_until, CAST(:until AS timestamptz))
            WHERE name = (SELECT hook FROM delivery WHERE id = :id)
            """)
        .bind("error", error)
        .bind("until", closeUntil.orElse(null))
        .bind("id", leased.id())
        .execute();
  }

  @Override
  public void giveBack(Leased leased) {
    database.read(
        handle -> end(handle, leased, "attempts = attempts - 1", Instant.EPOCH, Instant.EPOCH, ""));
  }

  private static final String SUPERSEDED =
      """
      EXISTS (
          SELECT FROM delivery later
          WHERE later.hook = d.hook AND later.lane = d.lane AND later.event > d.event
              AND later.state = 'DELIVERED')
      """;

  @Override
  public List<Dead> dead(int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT d.id AS delivery, d.hook, d.attempts, d.last_error, d.ended_at,
                        %s AS superseded, e.*
                    FROM delivery d JOIN event e ON e.cursor = d.event
                    WHERE d.state = 'DEAD' ORDER BY d.id LIMIT :limit
                    """
                        .formatted(SUPERSEDED))
                .bind("limit", limit)
                .map((results, _) -> dead(new Row(results)))
                .list());
  }

  private static Dead dead(Row row) throws SQLException {
    return new Dead(
        row.number("delivery"),
        row.text("hook"),
        EventLedger.read(row),
        (int) row.number("attempts"),
        row.text("last_error"),
        row.time("ended_at"),
        row.flag("superseded"));
  }

  @Override
  public int resend(Optional<Long> delivery, Optional<String> hook, Instant at) {
    return database.inTransaction(
        handle -> {
          int again =
              handle
                  .createUpdate(
                      """
                      UPDATE delivery d SET state = 'PENDING', attempts = 0, made_at = :at, due_at = :at,
                          ended_at = NULL
                      WHERE d.state = 'DEAD'
                          AND (CAST(:id AS bigint) IS NULL OR d.id = :id)
                          AND (CAST(:hook AS text) IS NULL OR d.hook = :hook)
                          AND (CAST(:id AS bigint) IS NOT NULL OR NOT %s)
                      """
                          .formatted(SUPERSEDED))
                  .bind("id", delivery.orElse(null))
                  .bind("hook", hook.orElse(null))
                  .bind("at", at)
                  .execute();
          SignalStore.send(handle, SignalStore.EVENTS);
          return again;
        });
  }

  @Override
  public List<OutgoingEvent> after(long cursor, int limit) {
    return database.read(handle -> EventLedger.after(handle, cursor, limit));
  }

  @Override
  public long latest() {
    return database.read(
        handle -> handle.createQuery("SELECT last FROM event_cursor").mapTo(Long.class).one());
  }

  @Override
  public OutgoingEvent test(String hook, String by, Instant at) {
    return database.inTransaction(
        handle -> EventLedger.append(handle, NewEvent.test(hook, by), at));
  }

  @Override
  public int purge(Instant before) {
    int total = 0;
    int gone;
    do {
      gone = database.inTransaction(handle -> purge(handle, before));
      total += gone;
    } while (gone == BATCH);
    return total;
  }

  private static int purge(Handle handle, Instant before) {
    handle
        .createUpdate("DELETE FROM quarantine_spending WHERE at < :before")
        .bind("before", before)
        .execute();
    var old =
        handle
            .createQuery(
                """
                SELECT e.cursor FROM event e
                WHERE e.at < :before AND NOT EXISTS (
                    SELECT FROM delivery d WHERE d.event = e.cursor AND d.state IN ('PENDING', 'DEAD'))
                ORDER BY e.cursor LIMIT :batch
                """)
            .bind("before", before)
            .bind("batch", BATCH)
            .mapTo(Long.class)
            .list();
    handle
        .createUpdate("DELETE FROM delivery WHERE event = ANY (:events)")
        .bindArray("events", Long.class, old)
        .execute();
    return handle
        .createUpdate("DELETE FROM event WHERE cursor = ANY (:events)")
        .bindArray("events", Long.class, old)
        .execute();
  }
}

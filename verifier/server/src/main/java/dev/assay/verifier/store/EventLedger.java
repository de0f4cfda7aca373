package dev.assay.verifier.store;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.hooks.Hook;
import dev.assay.verifier.service.hooks.OutgoingEvent;
import dev.assay.verifier.service.quarantine.EventKind;
import dev.assay.verifier.service.quarantine.Mode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Keeps events, and their deliveries to the hooks that want them, within the transaction of what
/// they tell.
final class EventLedger {
  /// Who sends: CloudEvents wants a URI.
  private static final String SOURCE = "urn:assay:verifier";

  private EventLedger() {}

  /// An event that was kept.
  ///
  /// @param waiting how many deliveries of it are to be sent
  record Kept(OutgoingEvent event, int waiting) {}

  /// Keeps an event and makes its deliveries: none where it is only recorded, marked ones in a dry
  /// run.
  static Kept keep(Handle handle, NewEvent event, Instant at) {
    var kept = append(handle, event, at);
    if (event.mode() == Mode.RECORD) {
      return new Kept(kept, 0);
    }
    var model = event.machine().flatMap(Subject::model);
    int waiting = 0;
    for (var hook : HookStore.all(handle)) {
      if (hook.filter().passes(event.kind(), model)) {
        deliver(handle, hook, kept, event.mode(), at);
        waiting++;
      }
    }
    return new Kept(kept, event.mode() == Mode.ACT ? waiting : 0);
  }

  /// Keeps an event that is told to nobody.
  static OutgoingEvent append(Handle handle, NewEvent event, Instant at) {
    // The row stays locked until the end: cursors become visible in their order.
    long cursor =
        handle
            .createQuery("UPDATE event_cursor SET last = last + 1 RETURNING last")
            .mapTo(Long.class)
            .one();
    var id = "evt_" + UUID.randomUUID();
    var kept =
        new OutgoingEvent(
            cursor,
            id,
            at,
            event.kind(),
            event.machine().map(Subject::id),
            cloudEvent(event, cursor, id, at));
    insert(handle, kept, event);
    SignalStore.send(handle, SignalStore.EVENTS);
    return kept;
  }

  private static void insert(Handle handle, OutgoingEvent kept, NewEvent event) {
    handle
        .createUpdate(
            """
            INSERT INTO event (cursor, id, at, kind, mode, machine_id, board_model, body)
            VALUES (:cursor, :id, :at, :kind, :mode, :machine, :model, :body)
            """)
        .bind("cursor", kept.cursor())
        .bind("id", kept.id())
        .bind("at", kept.at())
        .bind("kind", event.kind().name())
        .bind("mode", event.mode().name())
        .bind("machine", kept.machine().map(machine -> machine.value().toArray()).orElse(null))
        .bind("model", event.machine().flatMap(Subject::model).map(BoardModel::name).orElse(null))
        .bind("body", kept.body())
        .execute();
  }

  /// CloudEvents 1.0.2, JSON format, structured mode; with the sequence extension, by which a
  /// receiver tells an old event from a new one.
  private static String cloudEvent(NewEvent event, long cursor, String id, Instant at) {
    var envelope = Json.object();
    envelope.put("specversion", "1.0");
    envelope.put("id", id);
    envelope.put("source", SOURCE);
    envelope.put("type", event.kind().type());
    envelope.put("subject", event.about());
    envelope.put("time", at.toString());
    envelope.put("datacontenttype", "application/json");
    envelope.put("sequence", "%019d".formatted(cursor));
    // The extension Distributed Tracing: what led to it. Nothing where tracing is off.
    W3CTraceContextPropagator.getInstance()
        .inject(Context.current(), envelope, (_, name, value) -> envelope.put(name, value));
    envelope.set("data", event.data());
    return envelope.toString();
  }

  private static void deliver(
      Handle handle, Hook hook, OutgoingEvent event, Mode mode, Instant at) {
    boolean real = mode == Mode.ACT;
    handle
        .createUpdate(
            """
            INSERT INTO delivery (hook, event, lane, state, made_at, due_at, ended_at)
            VALUES (:hook, :event, :lane, :state, :at, :at, CAST(:ended AS timestamptz))
            """)
        .bind("hook", hook.name())
        .bind("event", event.cursor())
        .bind("lane", event.machine().map(MachineId::value).orElse(Bytes.EMPTY))
        .bind("state", real ? "PENDING" : "DRY_RUN")
        .bind("at", at)
        .bind("ended", real ? null : at)
        .execute();
  }

  /// Events after a cursor, in their order.
  static List<OutgoingEvent> after(Handle handle, long cursor, int limit) {
    return handle
        .createQuery("SELECT * FROM event WHERE cursor > :cursor ORDER BY cursor LIMIT :limit")
        .bind("cursor", cursor)
        .bind("limit", limit)
        .map((results, _) -> read(new Row(results)))
        .list();
  }

  /// Reads the columns of `event`.
  static OutgoingEvent read(Row row) throws SQLException {
    return new OutgoingEvent(
        row.number("cursor"),
        row.text("id"),
        row.time("at"),
        EventKind.valueOf(row.text("kind")),
        row.bytesIfAny("machine_id").map(MachineId::new),
        row.text("body"));
  }
}

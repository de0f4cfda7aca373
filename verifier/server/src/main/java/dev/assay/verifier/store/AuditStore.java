package dev.assay.verifier.store;

import dev.assay.audit.AuditEntry;
import dev.assay.audit.AuditLine;
import dev.assay.verifier.service.Act;
import dev.assay.verifier.service.AuditLog;
import dev.assay.verifier.service.Observer;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;

/// Writes the audit log in PostgreSQL: an entry is of the very transaction of its act.
public final class AuditStore implements AuditLog {
  private final Database database;
  private final InstantSource clock;
  private final Observer observer;

  public AuditStore(Database database, InstantSource clock) {
    this(database, clock, Observer.NONE);
  }

  /// @param observer hears of each act once its transaction is kept
  public AuditStore(Database database, InstantSource clock, Observer observer) {
    this.observer = observer;
    this.database = database;
    this.clock = clock;
  }

  @Override
  public boolean recorded(List<Act> acts, BooleanSupplier work) {
    return database.joining(
        handle -> {
          if (!work.getAsBoolean()) {
            return false;
          }
          append(handle, acts);
          handle.afterCommit(() -> acts.forEach(observer::done));
          return true;
        });
  }

  private void append(Handle handle, List<Act> acts) {
    // One writer at a time, until it commits: no gap, and each entry follows one that stays.
    handle.execute("LOCK TABLE audit_entry IN SHARE ROW EXCLUSIVE MODE");
    var last = AuditReader.head(handle);
    for (var act : acts) {
      var line = AuditLine.of(entry(act, last));
      insert(handle, line);
      last = Optional.of(line);
    }
  }

  private AuditEntry entry(Act act, Optional<AuditLine> last) {
    return new AuditEntry(
        last.map(line -> line.entry().sequence()).orElse(0L) + 1,
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        act.actor(),
        act.token(),
        act.kind().name(),
        act.on(),
        act.why(),
        act.details(),
        act.evidence(),
        last.map(AuditLine::hash).orElse(AuditEntry.ORIGIN));
  }

  private static void insert(Handle handle, AuditLine line) {
    var entry = line.entry();
    handle
        .createUpdate(
            """
            INSERT INTO audit_entry (sequence, at, actor, token, act, subject, why, details, evidence,
                previous, hash)
            VALUES (:sequence, :at, :actor, :token, :act, :subject, :why, CAST(:details AS jsonb),
                :evidence, :previous, :hash)
            """)
        .bind("sequence", entry.sequence())
        .bind("at", entry.at())
        .bind("actor", entry.actor())
        .bind("token", entry.token().orElse(null))
        .bind("act", entry.act())
        .bind("subject", entry.on())
        .bind("why", entry.why().orElse(null))
        .bind("details", details(entry))
        .bind("evidence", entry.evidence().map(digest -> digest.value().toArray()).orElse(null))
        .bind("previous", entry.previous().value())
        .bind("hash", line.hash().value())
        .execute();
  }

  private static String details(AuditEntry entry) {
    var object = Json.object();
    entry.details().forEach(object::put);
    return object.toString();
  }
}

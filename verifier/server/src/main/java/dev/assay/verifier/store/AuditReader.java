package dev.assay.verifier.store;

import dev.assay.audit.AuditEntry;
import dev.assay.audit.AuditLine;
import dev.assay.audit.Checkpoint;
import dev.assay.audit.SignedCheckpoint;
import dev.assay.verifier.service.AuditFilter;
import dev.assay.verifier.service.AuditRecords;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// Reads the audit log and keeps its checkpoints in PostgreSQL.
public final class AuditReader implements AuditRecords {
  private final Database database;

  public AuditReader(Database database) {
    this.database = database;
  }

  @Override
  public List<AuditLine> entries(AuditFilter filter, long after, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM audit_entry WHERE sequence > :after
                        AND (CAST(:actor AS text) IS NULL OR actor = :actor)
                        AND (CAST(:subject AS text) IS NULL OR starts_with(subject, :subject))
                        AND (CAST(:since AS timestamptz) IS NULL OR at >= :since)
                    ORDER BY sequence LIMIT :limit
                    """)
                .bind("after", after)
                .bind("actor", filter.actor().orElse(null))
                .bind("subject", filter.on().orElse(null))
                .bind("since", filter.since().orElse(null))
                .bind("limit", limit)
                .map((results, _) -> line(new Row(results)))
                .list());
  }

  @Override
  public Optional<AuditLine> head() {
    return database.read(AuditReader::head);
  }

  static Optional<AuditLine> head(Handle handle) {
    return handle
        .createQuery("SELECT * FROM audit_entry ORDER BY sequence DESC LIMIT 1")
        .map((results, _) -> line(new Row(results)))
        .findOne();
  }

  private static AuditLine line(Row row) throws SQLException {
    var entry =
        new AuditEntry(
            row.number("sequence"),
            row.time("at"),
            row.text("actor"),
            row.textIfAny("token"),
            row.text("act"),
            row.text("subject"),
            row.textIfAny("why"),
            details(row.text("details")),
            row.sha256IfAny("evidence"),
            row.sha256("previous"));
    return new AuditLine(entry, row.sha256("hash"));
  }

  private static SortedMap<String, String> details(String json) {
    var details = new TreeMap<String, String>();
    Json.parse(json)
        .properties()
        .forEach(member -> details.put(member.getKey(), member.getValue().asText()));
    return details;
  }

  @Override
  public List<SignedCheckpoint> checkpoints(long after, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM audit_checkpoint WHERE sequence > :after
                    ORDER BY sequence LIMIT :limit
                    """)
                .bind("after", after)
                .bind("limit", limit)
                .map((results, _) -> checkpoint(new Row(results)))
                .list());
  }

  private static SignedCheckpoint checkpoint(Row row) throws SQLException {
    return new SignedCheckpoint(
        new Checkpoint(row.number("sequence"), row.sha256("hash"), row.time("at")),
        row.bytes("key"),
        row.bytes("signature"));
  }

  @Override
  public void add(SignedCheckpoint checkpoint) {
    var claimed = checkpoint.claimed();
    database.read(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO audit_checkpoint (sequence, hash, at, key, signature)
                    VALUES (:sequence, :hash, :at, :key, :signature) ON CONFLICT DO NOTHING
                    """)
                .bind("sequence", claimed.sequence())
                .bind("hash", claimed.hash().value())
                .bind("at", claimed.at())
                .bind("key", checkpoint.key())
                .bind("signature", checkpoint.signature())
                .execute());
  }
}

package dev.assay.verifier.store;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.verifier.service.Role;
import dev.assay.verifier.service.TokenRecord;
import dev.assay.verifier.service.TokenRecords;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Operators' tokens in PostgreSQL.
public final class TokenStore implements TokenRecords {
  private final Database database;

  public TokenStore(Database database) {
    this.database = database;
  }

  @Override
  public void add(TokenRecord token, Bytes secretSha256) {
    database.read(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO token (id, name, role, secret_sha256, created_by, created_at, expires_at)
                    VALUES (:id, :name, :role, :secret, :by, :created, :expires)
                    """)
                .bind("id", token.id())
                .bind("name", token.name())
                .bind("role", token.role().name())
                .bind("secret", secretSha256)
                .bind("by", token.createdBy())
                .bind("created", token.createdAt())
                .bind("expires", token.expiresAt())
                .execute());
  }

  @Override
  public Optional<Stored> find(String id) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM token WHERE id = :id")
                .bind("id", id)
                .map(
                    (results, _) -> {
                      var row = new Row(results);
                      return new Stored(read(row), row.bytes("secret_sha256"));
                    })
                .findOne());
  }

  @Override
  public List<TokenRecord> list() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM token ORDER BY created_at DESC, id")
                .map((results, _) -> read(new Row(results)))
                .list());
  }

  @Override
  public boolean revoke(String id, Instant at) {
    return database.read(
        handle ->
            handle
                    .createUpdate(
                        "UPDATE token SET revoked_at = :at WHERE id = :id AND revoked_at IS NULL")
                    .bind("id", id)
                    .bind("at", at)
                    .execute()
                == 1);
  }

  private static TokenRecord read(Row row) throws SQLException {
    return new TokenRecord(
        row.text("id"),
        row.text("name"),
        Role.valueOf(row.text("role")),
        row.text("created_by"),
        row.time("created_at"),
        row.time("expires_at"),
        row.timeIfAny("revoked_at"));
  }
}

package dev.assay.verifier.store;

import dev.assay.verifier.service.Approval;
import dev.assay.verifier.service.BoardIdentity;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.ModelRecord;
import dev.assay.verifier.service.ModelRecords;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// Board models in PostgreSQL.
public final class ModelStore implements ModelRecords {
  private static final int MOST_PROPOSED = 500;
  private static final String SELECT =
      """
      SELECT m.*, coalesce((
          SELECT jsonb_agg(jsonb_build_object('manufacturer', a.manufacturer, 'product', a.product,
              'boardVersion', a.board_version) ORDER BY a.made_at)
          FROM board_model_alias a WHERE a.model = m.name), '[]') AS aliases
      FROM board_model m
      """;

  /// Whether boards that call themselves so are of no model, but for those in the state `:except`.
  private static final String UNKNOWN =
      """
      NOT EXISTS (SELECT FROM board_model WHERE manufacturer = :manufacturer AND product = :product
          AND board_version = :version AND state <> :except)
      AND NOT EXISTS (SELECT FROM board_model_alias WHERE manufacturer = :manufacturer
          AND product = :product AND board_version = :version)
      """;

  private final Database database;

  public ModelStore(Database database) {
    this.database = database;
  }

  @Override
  public List<ModelRecord> list() {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + "ORDER BY m.name")
                .map((results, _) -> read(new Row(results)))
                .list());
  }

  @Override
  public Optional<ModelRecord> find(BoardModel name) {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + "WHERE m.name = :name")
                .bind("name", name.name())
                .map((results, _) -> read(new Row(results)))
                .findOne());
  }

  private static ModelRecord read(Row row) throws SQLException {
    var confirmedBy = row.textIfAny("confirmed_by");
    var confirmedAt = row.timeIfAny("confirmed_at");
    return new ModelRecord(
        new BoardModel(row.text("name")),
        new BoardIdentity(row.text("manufacturer"), row.text("product"), row.text("board_version")),
        aliases(row.text("aliases")),
        new Approval(row.text("made_by"), row.time("made_at")),
        confirmedBy.flatMap(by -> confirmedAt.map(at -> new Approval(by, at))));
  }

  private static List<BoardIdentity> aliases(String json) {
    return StreamSupport.stream(Json.parse(json).spliterator(), false)
        .map(
            alias ->
                new BoardIdentity(
                    Json.text(alias, "manufacturer"),
                    Json.text(alias, "product"),
                    Json.text(alias, "boardVersion")))
        .toList();
  }

  @Override
  public boolean add(ModelRecord model) {
    return database.read(
        handle ->
            bind(
                        handle.createUpdate(
                            """
                            INSERT INTO board_model (name, manufacturer, product, board_version, state,
                                made_by, made_at, confirmed_by, confirmed_at)
                            VALUES (:name, :manufacturer, :product, :version, 'CONFIRMED', :by, :at, :by, :at)
                            ON CONFLICT DO NOTHING
                            """),
                        model.name(),
                        model.identity(),
                        model.made())
                    .execute()
                == 1);
  }

  @Override
  public boolean confirm(BoardModel name, Approval by) {
    return database.read(
        handle ->
            handle
                    .createUpdate(
                        """
                        UPDATE board_model SET state = 'CONFIRMED', confirmed_by = :by, confirmed_at = :at
                        WHERE name = :name AND state = 'PROPOSED'
                        """)
                    .bind("name", name.name())
                    .bind("by", by.by())
                    .bind("at", by.at())
                    .execute()
                == 1);
  }

  @Override
  public boolean alias(BoardModel name, BoardIdentity alias, Approval by) {
    return database.inTransaction(
        handle -> {
          handle.execute("LOCK TABLE board_model, board_model_alias IN SHARE ROW EXCLUSIVE MODE");
          boolean added =
              bind(
                          handle.createUpdate(
                              "INSERT INTO board_model_alias (manufacturer, product, board_version,"
                                  + " model, made_by, made_at) SELECT :manufacturer, :product,"
                                  + " :version, :name, :by, :at WHERE "
                                  + UNKNOWN),
                          name,
                          alias,
                          by)
                      .bind("except", "PROPOSED")
                      .execute()
                  == 1;
          forget(handle, name, alias);
          return added;
        });
  }

  /// Proposes a model for boards that nobody knows, under this name if none has it.
  static void propose(Handle handle, BoardModel name, BoardIdentity reported, Approval by) {
    bind(
            handle.createUpdate(
                "INSERT INTO board_model (name, manufacturer, product, board_version, state,"
                    + " made_by, made_at) SELECT :name, :manufacturer, :product, :version,"
                    + " 'PROPOSED', :by, :at WHERE (SELECT count(*) FROM board_model WHERE state ="
                    + " 'PROPOSED') < :most AND "
                    + UNKNOWN
                    + " ON CONFLICT DO NOTHING"),
            name,
            reported,
            by)
        .bind("except", "")
        .bind("most", MOST_PROPOSED)
        .execute();
  }

  /// What a person's approval of a machine says of the model: it exists, as what the machine's
  /// board calls itself where nobody said so before.
  static void confirm(Handle handle, BoardModel name, BoardIdentity reported, Approval by) {
    bind(
            handle.createUpdate(
                """
                INSERT INTO board_model AS m (name, manufacturer, product, board_version, state,
                    made_by, made_at, confirmed_by, confirmed_at)
                VALUES (:name, :manufacturer, :product, :version, 'CONFIRMED', :by, :at, :by, :at)
                ON CONFLICT (name) DO UPDATE SET state = 'CONFIRMED',
                    confirmed_by = EXCLUDED.confirmed_by, confirmed_at = EXCLUDED.confirmed_at
                    WHERE m.state = 'PROPOSED'
                """),
            name,
            reported,
            by)
        .execute();
    forget(handle, name, reported);
  }

  /// Drops the proposal of another name for boards that `name` is known to be of.
  private static void forget(Handle handle, BoardModel name, BoardIdentity board) {
    bind(
            handle.createUpdate(
                """
                DELETE FROM board_model WHERE state = 'PROPOSED' AND name <> :name
                    AND manufacturer = :manufacturer AND product = :product AND board_version = :version
                    AND (EXISTS (SELECT FROM board_model WHERE name = :name
                            AND manufacturer = :manufacturer AND product = :product
                            AND board_version = :version)
                        OR EXISTS (SELECT FROM board_model_alias WHERE model = :name
                            AND manufacturer = :manufacturer AND product = :product
                            AND board_version = :version))
                """),
            name,
            board)
        .execute();
  }

  private static <S extends SqlStatement<S>> S bind(
      S statement, BoardModel name, BoardIdentity identity) {
    return statement
        .bind("name", name.name())
        .bind("manufacturer", identity.manufacturer())
        .bind("product", identity.product())
        .bind("version", identity.boardVersion());
  }

  private static <S extends SqlStatement<S>> S bind(
      S statement, BoardModel name, BoardIdentity identity, Approval by) {
    return bind(statement, name, identity).bind("by", by.by()).bind("at", by.at());
  }
}

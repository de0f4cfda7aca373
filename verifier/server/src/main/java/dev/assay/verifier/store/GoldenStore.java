package dev.assay.verifier.store;

import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.golden.GoldenJson;
import dev.assay.golden.GoldenSetInvalid;
import dev.assay.verifier.service.Approval;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.GoldenRecord;
import dev.assay.verifier.service.GoldenRecords;
import dev.assay.verifier.service.GoldenState;
import dev.assay.verifier.service.MachineId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Golden sets in PostgreSQL.
public final class GoldenStore implements GoldenRecords {
  private static final String SELECT =
      """
      SELECT g.*, (SELECT string_agg(encode(s.machine_id, 'hex'), ',' ORDER BY s.position)
          FROM golden_source s WHERE s.golden_set = g.id) AS sources
      FROM golden_set g
      """;

  private final Database database;

  public GoldenStore(Database database) {
    this.database = database;
  }

  @Override
  public void add(List<GoldenRecord> drafts, List<Long> appraisals) {
    database.inTransaction(
        handle -> {
          drafts.forEach(draft -> insert(handle, draft, appraisals));
          return drafts.size();
        });
  }

  private static void insert(Handle handle, GoldenRecord draft, List<Long> appraisals) {
    var set = draft.set();
    handle
        .createUpdate(
            """
            INSERT INTO golden_set (id, board_model, layer, firmware_version, state, document, undecided,
                differences, created_by, created_at, note)
            VALUES (:id, :model, :layer, :version, :state, CAST(:document AS jsonb), :undecided,
                CAST(:differences AS jsonb), :by, :at, :note)
            """)
        .bind("id", set.id())
        .bind("model", set.boardModel())
        .bind("layer", set.layer().name())
        .bind("version", set.firmwareVersion())
        .bind("state", draft.state().name())
        .bind("document", GoldenJson.write(set))
        .bind("undecided", draft.undecided())
        .bind("differences", DifferenceJson.write(draft.differences()))
        .bind("by", draft.createdBy())
        .bind("at", draft.createdAt())
        .bind("note", draft.note())
        .execute();
    for (int position = 0; position < draft.from().size(); position++) {
      handle
          .createUpdate(
              "INSERT INTO golden_source (golden_set, position, machine_id, appraisal_id) VALUES"
                  + " (:set, :position, :machine, :appraisal)")
          .bind("set", set.id())
          .bind("position", position)
          .bind("machine", draft.from().get(position).value())
          .bind("appraisal", appraisals.get(position))
          .execute();
    }
  }

  @Override
  public Optional<GoldenRecord> find(String id) {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + "WHERE g.id = :id")
                .bind("id", id)
                .map((results, _) -> read(new Row(results)))
                .findOne());
  }

  @Override
  public List<GoldenRecord> list(Optional<BoardModel> model) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + "WHERE CAST(:model AS text) IS NULL OR g.board_model = :model ORDER BY"
                        + " g.created_at DESC, g.id")
                .bind("model", model.map(BoardModel::name).orElse(null))
                .map((results, _) -> read(new Row(results)))
                .list());
  }

  private static GoldenRecord read(Row row) throws SQLException {
    var approvedBy = row.textIfAny("approved_by");
    var approvedAt = row.timeIfAny("approved_at");
    return new GoldenRecord(
        set(row),
        GoldenState.valueOf(row.text("state")),
        row.flag("undecided"),
        DifferenceJson.read(row.text("differences")),
        Arrays.stream(row.text("sources").split(","))
            .map(MachineId::parse)
            .flatMap(Optional::stream)
            .toList(),
        row.text("created_by"),
        row.time("created_at"),
        approvedBy.flatMap(by -> approvedAt.map(at -> new Approval(by, at))),
        row.text("note"));
  }

  private static GoldenSet set(Row row) throws SQLException {
    try {
      return GoldenJson.read(row.text("document"));
    } catch (GoldenSetInvalid broken) {
      throw new IllegalStateException("The database holds a golden set that can't be read", broken);
    }
  }

  @Override
  public List<String> activeIds(BoardModel model) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT id FROM golden_set WHERE board_model = :model AND state = 'ACTIVE'"
                        + " ORDER BY id")
                .bind("model", model.name())
                .mapTo(String.class)
                .list());
  }

  @Override
  public Optional<GoldenSet> set(String id) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT document FROM golden_set WHERE id = :id")
                .bind("id", id)
                .map((results, _) -> set(new Row(results)))
                .findOne());
  }

  @Override
  public boolean activate(String id, Approval approval, String note) {
    return database.inTransaction(
        handle -> {
          // One at a time: two drafts of one model and layer must not both come into force.
          handle.execute("LOCK TABLE golden_set IN SHARE ROW EXCLUSIVE MODE");
          if (!putInForce(handle, id, approval, note)) {
            return false;
          }
          retireOthers(handle, id, approval);
          return true;
        });
  }

  private static boolean putInForce(Handle handle, String id, Approval approval, String note) {
    return handle
            .createUpdate(
                """
                UPDATE golden_set SET state = 'ACTIVE', approved_by = :by, approved_at = :at,
                    note = trim(both E'\\n' from note || E'\\n' || :note)
                WHERE id = :id AND state = 'DRAFT'
                """)
            .bind("id", id)
            .bind("by", approval.by())
            .bind("at", approval.at())
            .bind("note", note)
            .execute()
        == 1;
  }

  private static void retireOthers(Handle handle, String id, Approval approval) {
    handle
        .createUpdate(
            """
            UPDATE golden_set o SET state = 'RETIRED', retired_by = :by, retired_at = :at
            FROM golden_set g
            WHERE g.id = :id AND o.id <> g.id AND o.state = 'ACTIVE'
                AND o.board_model = g.board_model AND o.layer = g.layer
            """)
        .bind("id", id)
        .bind("by", approval.by())
        .bind("at", approval.at())
        .execute();
  }

  @Override
  public boolean retire(String id, String by, Instant at) {
    return database.read(
        handle ->
            handle
                    .createUpdate(
                        """
                        UPDATE golden_set SET state = 'RETIRED', retired_by = :by, retired_at = :at
                        WHERE id = :id AND state IN ('DRAFT', 'PROPOSED', 'APPROVED', 'ACTIVE')
                        """)
                    .bind("id", id)
                    .bind("by", by)
                    .bind("at", at)
                    .execute()
                == 1);
  }
}

package dev.assay.verifier.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.golden.GoldenFile;
import dev.assay.golden.GoldenJson;
import dev.assay.golden.GoldenSetInvalid;
import dev.assay.golden.ProposedSet;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.GoldenRecord;
import dev.assay.verifier.service.GoldenRecords;
import dev.assay.verifier.service.GoldenSignature;
import dev.assay.verifier.service.GoldenState;
import dev.assay.verifier.service.GoldenStep;
import dev.assay.verifier.service.GoldenSubject;
import dev.assay.verifier.service.HeldTo;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.StoredGolden;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Golden sets in PostgreSQL.
public final class GoldenStore implements GoldenRecords {
  private static final String SIGNATURES =
      """
      (SELECT jsonb_agg(jsonb_build_object('signature', encode(v.signature, 'hex'),
              'key', encode(v.key_sha256, 'hex'), 'signer', v.signer, 'at', v.at) ORDER BY v.at, v.signer)
          FROM golden_signature v WHERE v.golden_set = g.id) AS signatures
      """;
  private static final String SELECT =
      """
      SELECT g.*, (SELECT string_agg(encode(s.machine_id, 'hex'), ',' ORDER BY s.position)
          FROM golden_source s WHERE s.golden_set = g.id) AS sources,
          (SELECT jsonb_agg(jsonb_build_object('state', t.state, 'by', t.actor, 'at', t.at, 'reason', t.reason)
              ORDER BY t.id) FROM golden_step t WHERE t.golden_set = g.id) AS steps,
      """
          + SIGNATURES
          + "FROM golden_set g\n";

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
                differences, created_by, created_at)
            VALUES (:id, :model, :layer, :version, :state, CAST(:document AS jsonb), :undecided,
                CAST(:differences AS jsonb), :by, :at)
            """)
        .bind("id", set.id())
        .bind("model", set.subject())
        .bind("layer", set.layer().name())
        .bind("version", set.firmwareVersion())
        .bind("state", draft.state().name())
        .bind("document", GoldenJson.write(set))
        .bind("undecided", draft.undecided())
        .bind("differences", LearningJson.write(draft.learning()))
        .bind("by", draft.made().by())
        .bind("at", draft.made().at())
        .execute();
    draft.steps().forEach(step -> insert(handle, set.id(), step));
    if (!draft.from().isEmpty()) {
      insertSources(handle, draft, appraisals);
    }
  }

  /// In one batch: there may be thousands.
  private static void insertSources(Handle handle, GoldenRecord draft, List<Long> appraisals) {
    var batch =
        handle.prepareBatch(
            "INSERT INTO golden_source (golden_set, position, machine_id, appraisal_id) VALUES"
                + " (:set, :position, :machine, :appraisal)");
    for (int position = 0; position < draft.from().size(); position++) {
      batch
          .bind("set", draft.id())
          .bind("position", position)
          .bind("machine", draft.from().get(position).value())
          .bind("appraisal", appraisals.get(position))
          .add();
    }
    batch.execute();
  }

  private static void insert(Handle handle, String id, GoldenStep step) {
    handle
        .createUpdate(
            "INSERT INTO golden_step (golden_set, state, actor, at, reason) VALUES (:set, :state,"
                + " :by, :at, :reason)")
        .bind("set", id)
        .bind("state", step.state().name())
        .bind("by", step.by())
        .bind("at", step.at())
        .bind("reason", step.reason())
        .execute();
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
    try {
      return new GoldenRecord(
          stored(row),
          GoldenState.valueOf(row.text("state")),
          row.flag("undecided"),
          LearningJson.read(row.text("differences")),
          Arrays.stream(row.textIfAny("sources").orElse("").split(","))
              .map(MachineId::parse)
              .flatMap(Optional::stream)
              .toList(),
          steps(row.text("steps")),
          row.timeIfAny("ends_at"),
          row.numberIfAny("share").map(Long::intValue));
    } catch (GoldenSetInvalid broken) {
      throw new IllegalStateException("The database holds a golden set that can't be read", broken);
    }
  }

  private static StoredGolden stored(Row row) throws SQLException, GoldenSetInvalid {
    var document = row.text("document");
    var proposal = GoldenFile.read(document).map(file -> file.proposed().proposal());
    GoldenSet set = GoldenJson.read(document);
    return new StoredGolden(set, proposal, signatures(row.textIfAny("signatures").orElse("[]")));
  }

  private static List<GoldenStep> steps(String json) {
    var steps = new ArrayList<GoldenStep>();
    Json.parse(json)
        .forEach(
            step ->
                steps.add(
                    new GoldenStep(
                        GoldenState.valueOf(Json.text(step, "state")),
                        Json.text(step, "by"),
                        time(step),
                        Json.text(step, "reason"))));
    return steps;
  }

  private static List<GoldenSignature> signatures(String json) {
    var signatures = new ArrayList<GoldenSignature>();
    Json.parse(json)
        .forEach(
            one ->
                signatures.add(
                    new GoldenSignature(
                        Bytes.fromHex(Json.text(one, "signature")),
                        Digest.of(HashAlgorithm.SHA256, Json.text(one, "key")),
                        Json.text(one, "signer"),
                        time(one))));
    return signatures;
  }

  private static Instant time(JsonNode object) {
    return OffsetDateTime.parse(Json.text(object, "at")).toInstant();
  }

  @Override
  public List<Active> active(HeldTo subjects) {
    return active(subjects.model().name(), subjects.image().name());
  }

  @Override
  public List<Active> active(GoldenSubject subject) {
    return switch (subject.layer()) {
      case FIRMWARE -> active(subject.name(), null);
      case OS -> active(null, subject.name());
    };
  }

  private List<Active> active(@Nullable String model, @Nullable String image) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT g.id, g.ends_at, g.share, (SELECT max(t.id) FROM golden_step t
                        WHERE t.golden_set = g.id AND t.state = 'ACTIVE') AS since,
                        EXISTS (SELECT FROM golden_step t WHERE t.golden_set = g.id
                            AND t.state IN ('RETIRED', 'REVOKED')) AS ended
                    FROM golden_set g
                    WHERE (g.layer, g.board_model) IN (('FIRMWARE', :model), ('OS', :image)) AND g.state = 'ACTIVE'
                    ORDER BY since DESC NULLS LAST, g.id
                    """)
                .bind("model", model)
                .bind("image", image)
                .map(
                    (results, _) -> {
                      var row = new Row(results);
                      return new Active(
                          row.text("id"),
                          row.timeIfAny("ends_at"),
                          row.numberIfAny("share").map(Long::intValue),
                          row.flag("ended"));
                    })
                .list());
  }

  @Override
  public List<String> activeAt(HeldTo subjects, Instant at) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT g.id FROM golden_set g CROSS JOIN LATERAL (
                        SELECT t.id, t.state FROM golden_step t WHERE t.golden_set = g.id AND t.at <= :at
                        ORDER BY t.id DESC LIMIT 1) AS last
                    WHERE (g.layer, g.board_model) IN (('FIRMWARE', :model), ('OS', :image))
                        AND last.state = 'ACTIVE'
                        AND (g.ends_at IS NULL OR g.ends_at > :at)
                    ORDER BY last.id DESC
                    """)
                .bind("model", subjects.model().name())
                .bind("image", subjects.image().name())
                .bind("at", at)
                .mapTo(String.class)
                .list());
  }

  @Override
  public List<GoldenSubject> activeSubjects() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT DISTINCT layer, board_model FROM golden_set WHERE state = 'ACTIVE'"
                        + " ORDER BY 1, 2")
                .map(
                    (results, _) -> {
                      var row = new Row(results);
                      return new GoldenSubject(
                          Layer.valueOf(row.text("layer")), row.text("board_model"));
                    })
                .list());
  }

  @Override
  public Optional<StoredGolden> stored(String id) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT g.document, " + SIGNATURES + "FROM golden_set g WHERE g.id = :id")
                .bind("id", id)
                .map((results, _) -> readable(new Row(results)))
                .findOne()
                .flatMap(stored -> stored));
  }

  private static Optional<StoredGolden> readable(Row row) throws SQLException {
    try {
      return Optional.of(stored(row));
    } catch (GoldenSetInvalid altered) {
      return Optional.empty();
    }
  }

  @Override
  public boolean propose(ProposedSet proposed, GoldenStep step) {
    return database.inTransaction(
        handle -> {
          boolean moved =
              handle
                      .createUpdate(
                          """
                          UPDATE golden_set SET state = 'PROPOSED', document = CAST(:document AS jsonb),
                              document_sha256 = :digest
                          WHERE id = :id AND state = 'DRAFT'
                          """)
                      .bind("id", proposed.set().id())
                      .bind(
                          "document",
                          new String(proposed.canonical().toArray(), StandardCharsets.UTF_8))
                      .bind("digest", proposed.digest().value())
                      .execute()
                  == 1;
          if (moved) {
            insert(handle, proposed.set().id(), step);
          }
          return moved;
        });
  }

  @Override
  public boolean sign(String id, GoldenSignature signature, String sentBy) {
    return database.read(
        handle ->
            handle
                    .createUpdate(
                        """
                        INSERT INTO golden_signature (golden_set, key_sha256, signature, signer, sent_by, at)
                        VALUES (:set, :key, :signature, :signer, :sent_by, :at)
                        ON CONFLICT DO NOTHING
                        """)
                    .bind("set", id)
                    .bind("key", signature.key().value())
                    .bind("signature", signature.value())
                    .bind("signer", signature.signer())
                    .bind("sent_by", sentBy)
                    .bind("at", signature.at())
                    .execute()
                == 1);
  }

  @Override
  public boolean move(String id, Set<GoldenState> from, GoldenStep step) {
    return database.inTransaction(handle -> moved(handle, id, from, step));
  }

  private static boolean moved(Handle handle, String id, Set<GoldenState> from, GoldenStep step) {
    boolean moved =
        handle
                .createUpdate(
                    "UPDATE golden_set SET state = :to WHERE id = :id AND state IN (<from>)")
                .bind("id", id)
                .bind("to", step.state().name())
                .bindList("from", from.stream().map(Enum::name).toList())
                .execute()
            == 1;
    if (moved) {
      insert(handle, id, step);
    }
    return moved;
  }

  @Override
  public boolean activate(
      String id, GoldenStep step, Optional<Instant> until, Optional<Integer> share) {
    return database.inTransaction(
        handle -> {
          // One at a time: two sets of one model and layer must not both replace the one before.
          handle.execute("LOCK TABLE golden_set IN SHARE ROW EXCLUSIVE MODE");
          if (!moved(handle, id, Set.of(GoldenState.APPROVED), step)) {
            return false;
          }
          share.ifPresent(percent -> setShare(handle, id, percent));
          for (var other : others(handle, id)) {
            if (until.isPresent()) {
              endLater(handle, other, until.get());
            } else {
              moved(handle, other, Set.of(GoldenState.ACTIVE), replaced(step, id));
            }
          }
          return true;
        });
  }

  private static GoldenStep replaced(GoldenStep step, String id) {
    return new GoldenStep(GoldenState.RETIRED, step.by(), step.at(), "Replaced by " + id);
  }

  private static void setShare(Handle handle, String id, int percent) {
    handle
        .createUpdate("UPDATE golden_set SET share = :share WHERE id = :id")
        .bind("id", id)
        .bind("share", percent)
        .execute();
  }

  // A window that is open already is not made longer.
  private static void endLater(Handle handle, String id, Instant until) {
    handle
        .createUpdate("UPDATE golden_set SET ends_at = least(ends_at, :until) WHERE id = :id")
        .bind("id", id)
        .bind("until", until)
        .execute();
  }

  private static List<String> others(Handle handle, String id) {
    return handle
        .createQuery(
            """
            SELECT o.id FROM golden_set o JOIN golden_set g ON o.board_model = g.board_model
                AND o.layer = g.layer
            WHERE g.id = :id AND o.id <> g.id AND o.state = 'ACTIVE'
            ORDER BY o.id
            """)
        .bind("id", id)
        .mapTo(String.class)
        .list();
  }

  @Override
  public List<String> endedIds() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT id FROM golden_set WHERE state IN ('RETIRED', 'REVOKED') ORDER BY id")
                .mapTo(String.class)
                .list());
  }

  @Override
  public List<GoldenRecord> ended(Instant now) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    SELECT + "WHERE g.state = 'ACTIVE' AND g.ends_at <= :now ORDER BY g.id")
                .bind("now", now)
                .map((results, _) -> read(new Row(results)))
                .list());
  }
}

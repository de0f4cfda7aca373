package dev.assay.verifier.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.verifier.service.Approval;
import dev.assay.verifier.service.ImageAssignments;
import dev.assay.verifier.service.ImageHolder;
import dev.assay.verifier.service.ImageRecord;
import dev.assay.verifier.service.ImageRecord.Assigned;
import dev.assay.verifier.service.ImageRecords;
import dev.assay.verifier.service.LabelChange;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.MachineLabel;
import dev.assay.verifier.service.MachineRole;
import dev.assay.verifier.service.OsImage;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// OS images, and the roles and labels that have them, in PostgreSQL.
public final class ImageStore implements ImageRecords {
  private static final String SELECT =
      """
      SELECT i.*, coalesce((
          SELECT jsonb_agg(jsonb_build_object('role', r.role, 'by', r.assigned_by, 'at', r.assigned_at,
              'machines', (SELECT count(*) FROM machine m WHERE m.role = r.role AND m.state = 'ACTIVE'))
              ORDER BY r.role)
          FROM os_image_role r WHERE r.image = i.name), '[]') AS roles, coalesce((
          SELECT jsonb_agg(jsonb_build_object('key', t.key, 'value', t.value, 'by', t.assigned_by,
              'at', t.assigned_at, 'machines', (
                  SELECT count(*) FROM machine m JOIN machine_label l ON l.machine_id = m.id
                  WHERE l.key = t.key AND l.value = t.value AND m.state = 'ACTIVE'))
              ORDER BY t.key, t.value)
          FROM os_image_label t WHERE t.image = i.name), '[]') AS labels
      FROM os_image i
      """;

  private final Database database;

  public ImageStore(Database database) {
    this.database = database;
  }

  @Override
  public List<ImageRecord> list() {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + "ORDER BY i.name")
                .map((results, _) -> read(new Row(results)))
                .list());
  }

  @Override
  public Optional<ImageRecord> find(OsImage image) {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + "WHERE i.name = :name")
                .bind("name", image.name())
                .map((results, _) -> read(new Row(results)))
                .findOne());
  }

  private static ImageRecord read(Row row) throws SQLException {
    var roles = Json.parse(row.text("roles"));
    var labels = Json.parse(row.text("labels"));
    return new ImageRecord(
        new OsImage(row.text("name")),
        new Approval(row.text("made_by"), row.time("made_at")),
        Stream.concat(
                holders(roles, one -> new MachineRole(Json.text(one, "role"))),
                holders(
                    labels,
                    one -> new MachineLabel(Json.text(one, "key"), Json.text(one, "value"))))
            .toList());
  }

  private static Stream<Assigned> holders(JsonNode list, Function<JsonNode, ImageHolder> holder) {
    return list.valueStream()
        .map(
            one ->
                new Assigned(
                    holder.apply(one),
                    new Approval(
                        Json.text(one, "by"),
                        OffsetDateTime.parse(Json.text(one, "at")).toInstant()),
                    one.path("machines").asLong()));
  }

  @Override
  public ImageAssignments assignments() {
    return database.read(
        handle ->
            new ImageAssignments(
                handle
                    .createQuery(
                        """
                        SELECT role, '' AS key, '' AS value, image FROM os_image_role
                        UNION ALL SELECT NULL, key, value, image FROM os_image_label
                        """)
                    .map((results, _) -> assignment(new Row(results)))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
  }

  private static Map.Entry<ImageHolder, OsImage> assignment(Row row) throws SQLException {
    var role = row.textIfAny("role");
    ImageHolder holder =
        role.isPresent()
            ? new MachineRole(role.get())
            : new MachineLabel(row.text("key"), row.text("value"));
    return Map.entry(holder, new OsImage(row.text("image")));
  }

  @Override
  public boolean add(OsImage image, Approval by) {
    return database.read(
        handle ->
            handle
                    .createUpdate(
                        "INSERT INTO os_image (name, made_by, made_at) VALUES (:name, :by, :at) ON"
                            + " CONFLICT DO NOTHING")
                    .bind("name", image.name())
                    .bind("by", by.by())
                    .bind("at", by.at())
                    .execute()
                == 1);
  }

  @Override
  public boolean assign(OsImage image, ImageHolder holder, Approval by) {
    return switch (holder) {
      case MachineRole role -> database.read(handle -> assign(handle, image, role, by));
      case MachineLabel label ->
          database.inTransaction(
              handle -> {
                Labels.lock(handle);
                return assign(handle, image, label, by)
                    && Labels.kept(handle, Labels.machinesWith(handle, label));
              });
    };
  }

  private static boolean assign(Handle handle, OsImage image, MachineRole role, Approval by) {
    return handle
            .createUpdate(
                """
                INSERT INTO os_image_role AS r (role, image, assigned_by, assigned_at)
                VALUES (:role, :image, :by, :at)
                ON CONFLICT (role) DO UPDATE SET image = EXCLUDED.image,
                    assigned_by = EXCLUDED.assigned_by, assigned_at = EXCLUDED.assigned_at
                    WHERE r.image <> EXCLUDED.image
                """)
            .bind("role", role.name())
            .bind("image", image.name())
            .bind("by", by.by())
            .bind("at", by.at())
            .execute()
        == 1;
  }

  private static boolean assign(Handle handle, OsImage image, MachineLabel label, Approval by) {
    return handle
            .createUpdate(
                """
                INSERT INTO os_image_label AS t (key, value, image, assigned_by, assigned_at)
                VALUES (:key, :value, :image, :by, :at)
                ON CONFLICT (key, value) DO UPDATE SET image = EXCLUDED.image,
                    assigned_by = EXCLUDED.assigned_by, assigned_at = EXCLUDED.assigned_at
                    WHERE t.image <> EXCLUDED.image
                """)
            .bind("key", label.key())
            .bind("value", label.value())
            .bind("image", image.name())
            .bind("by", by.by())
            .bind("at", by.at())
            .execute()
        == 1;
  }

  @Override
  public boolean unassign(ImageHolder holder) {
    return database.read(
        handle ->
            switch (holder) {
              case MachineRole role ->
                  handle
                          .createUpdate("DELETE FROM os_image_role WHERE role = :role")
                          .bind("role", role.name())
                          .execute()
                      == 1;
              case MachineLabel label ->
                  handle
                          .createUpdate(
                              "DELETE FROM os_image_label WHERE key = :key AND value = :value")
                          .bind("key", label.key())
                          .bind("value", label.value())
                          .execute()
                      == 1;
            });
  }

  @Override
  public boolean label(MachineId id, LabelChange change) {
    return database.inTransaction(
        handle -> {
          Labels.lock(handle);
          return Labels.change(handle, id, change) && Labels.kept(handle, List.of(id));
        });
  }
}

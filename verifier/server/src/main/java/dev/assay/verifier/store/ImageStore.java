package dev.assay.verifier.store;

import dev.assay.verifier.service.Approval;
import dev.assay.verifier.service.ImageRecord;
import dev.assay.verifier.service.ImageRecord.Assigned;
import dev.assay.verifier.service.ImageRecords;
import dev.assay.verifier.service.MachineRole;
import dev.assay.verifier.service.OsImage;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// OS images and the roles that have them, in PostgreSQL.
public final class ImageStore implements ImageRecords {
  private static final String SELECT =
      """
      SELECT i.*, coalesce((
          SELECT jsonb_agg(jsonb_build_object('role', r.role, 'by', r.assigned_by, 'at', r.assigned_at,
              'machines', (SELECT count(*) FROM machine m WHERE m.role = r.role AND m.state = 'ACTIVE'))
              ORDER BY r.role)
          FROM os_image_role r WHERE r.image = i.name), '[]') AS roles
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
    return new ImageRecord(
        new OsImage(row.text("name")),
        new Approval(row.text("made_by"), row.time("made_at")),
        roles(row.text("roles")));
  }

  private static List<Assigned> roles(String json) {
    return StreamSupport.stream(Json.parse(json).spliterator(), false)
        .map(
            one ->
                new Assigned(
                    new MachineRole(Json.text(one, "role")),
                    new Approval(
                        Json.text(one, "by"),
                        OffsetDateTime.parse(Json.text(one, "at")).toInstant()),
                    one.path("machines").asLong()))
        .toList();
  }

  @Override
  public Optional<OsImage> of(MachineRole role) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT image FROM os_image_role WHERE role = :role")
                .bind("role", role.name())
                .mapTo(String.class)
                .map(OsImage::new)
                .findOne());
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
  public boolean assign(OsImage image, MachineRole role, Approval by) {
    return database.read(
        handle ->
            handle
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
                == 1);
  }

  @Override
  public boolean unassign(MachineRole role) {
    return database.read(
        handle ->
            handle
                    .createUpdate("DELETE FROM os_image_role WHERE role = :role")
                    .bind("role", role.name())
                    .execute()
                == 1);
  }
}

package dev.assay.verifier.store;

import dev.assay.appraisal.boot.BootSession;
import dev.assay.appraisal.boot.ReportedBoot;
import dev.assay.appraisal.tpm.ClockInfo;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.TpmName;
import dev.assay.verifier.service.Approval;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.KeyChange;
import dev.assay.verifier.service.Machine;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.MachineLabel;
import dev.assay.verifier.service.MachineRole;
import dev.assay.verifier.service.MachineState;
import dev.assay.verifier.service.OnManifest;
import dev.assay.verifier.service.OsImage;
import dev.assay.verifier.service.RefusedEvidence;
import dev.assay.verifier.service.Standing;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reads machines with what is known of each: its key, its latest and its accepted appraisal, and
/// what waits for a person.
final class MachineRows {
  /// Machines `m`, each with what stands beside it.
  static final String SELECT = selectFrom("machine");

  private final PublicAreas areas = new PublicAreas();

  /// Those of a table or query that has the columns of `machine`.
  static String selectFrom(String machines) {
    return """
    SELECT m.id, m.state, m.board_model, m.ek_public, m.ek_standing, m.ek_software, m.ek_description,
        m.ek_root, m.ek_serial, m.ek_unlisted, m.enrolled_host, m.host, m.banks, m.interval_seconds,
        m.enrolled_at, m.decided_by, m.decided_at, m.last_trusted_at, m.tpm_firmware AS accepted_firmware, k.public_area AS ak_public,
        c.ak_name AS new_ak_name, c.requested_at, r.count AS refused, r.last_at, r.last_code,
        b.reset_count AS accepted_resets, b.restart_count AS accepted_restarts,
        b.clock_millis AS accepted_clock, b.clock_safe AS accepted_safe, b.boot_id AS accepted_boot,
        b.uptime_millis AS accepted_uptime, i.findings AS component_findings,
        s.shipment, s.model AS manifest_model, s.chassis_serial AS manifest_chassis,
        s.ek_sha256 IS NOT NULL AS by_hash, m.role, o.image AS os_image,
        coalesce((SELECT array_agg(l.key || '=' || l.value ORDER BY l.key) FROM machine_label l
            WHERE l.machine_id = m.id), '{}') AS labels,
        CASE WHEN m.state = 'PENDING' THEN (
            SELECT o.id FROM machine o
            WHERE o.id <> m.id AND o.state IN ('ACTIVE', 'PENDING')
                AND (o.board_serial = m.board_serial OR o.chassis_serial = m.chassis_serial)
            ORDER BY o.state = 'ACTIVE' DESC, o.enrolled_at LIMIT 1) END AS same_serial,
        %s
    FROM %s m
    JOIN attestation_key k ON k.name = m.ak_name
    LEFT JOIN appraisal a ON a.id = m.latest_appraisal
    LEFT JOIN appraisal b ON b.id = m.accepted_appraisal
    LEFT JOIN key_change_request c ON c.machine_id = m.id
    LEFT JOIN refused_evidence r ON r.machine_id = m.id
    LEFT JOIN inventory i ON i.machine_id = m.id
    LEFT JOIN shipment_item s ON s.id = m.manifest
    LEFT JOIN machine_image o ON o.machine_id = m.id
    """
        .formatted(Standings.COLUMNS, machines);
  }

  Machine read(Row row) throws SQLException {
    return new Machine(
        row.machine("id"),
        MachineState.valueOf(row.text("state")),
        row.textIfAny("board_model").map(BoardModel::new),
        HostJson.read(row.text("enrolled_host")),
        HostJson.read(row.text("host")),
        areas.of(row.bytes("ek_public")),
        EkStandings.read(row),
        areas.of(row.bytes("ak_public")),
        row.integers("banks").stream().map(HashAlgorithm::ofId).flatMap(Optional::stream).toList(),
        row.numberIfAny("interval_seconds").map(Duration::ofSeconds),
        row.time("enrolled_at"),
        approval(row),
        latest(row),
        accepted(row),
        row.timeIfAny("last_trusted_at"),
        keyChange(row),
        refused(row),
        row.textIfAny("component_findings").map(FindingJson::read).orElseGet(List::of),
        row.bytesIfAny("same_serial").map(MachineId::new),
        manifest(row),
        row.textIfAny("role").map(MachineRole::new),
        row.texts("labels").stream().map(MachineLabel::parse).flatMap(Optional::stream).toList(),
        row.textIfAny("os_image").map(OsImage::new));
  }

  private static Optional<OnManifest> manifest(Row row) throws SQLException {
    var shipment = row.textIfAny("shipment");
    return shipment.isPresent()
        ? Optional.of(
            new OnManifest(
                shipment.get(),
                new BoardModel(row.text("manifest_model")),
                row.textIfAny("manifest_chassis"),
                row.flag("by_hash")))
        : Optional.empty();
  }

  private static Optional<Approval> approval(Row row) throws SQLException {
    var by = row.textIfAny("decided_by");
    var at = row.timeIfAny("decided_at");
    return by.flatMap(name -> at.map(time -> new Approval(name, time)));
  }

  private static Optional<Standing> latest(Row row) throws SQLException {
    return row.numberIfAny("appraisal_id").isPresent()
        ? Optional.of(Standings.read(row))
        : Optional.empty();
  }

  private static Optional<BootSession> accepted(Row row) throws SQLException {
    var resets = row.numberIfAny("accepted_resets");
    if (resets.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new BootSession(
            new ClockInfo(
                row.number("accepted_clock"),
                resets.get(),
                row.number("accepted_restarts"),
                row.flag("accepted_safe")),
            row.number("accepted_firmware"),
            new ReportedBoot(row.text("accepted_boot"), row.number("accepted_uptime"))));
  }

  private static Optional<KeyChange> keyChange(Row row) throws SQLException {
    var name = row.bytesIfAny("new_ak_name");
    return name.isPresent()
        ? Optional.of(new KeyChange(new TpmName(name.get()), row.time("requested_at")))
        : Optional.empty();
  }

  private static Optional<RefusedEvidence> refused(Row row) throws SQLException {
    var count = row.numberIfAny("refused");
    return count.isPresent()
        ? Optional.of(new RefusedEvidence(count.get(), row.time("last_at"), row.text("last_code")))
        : Optional.empty();
  }
}

package dev.assay.verifier.store;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.TpmName;
import dev.assay.verifier.service.Approval;
import dev.assay.verifier.service.BoardIdentity;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.EkStanding;
import dev.assay.verifier.service.EnrollmentRecords;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.MachineState;
import dev.assay.verifier.service.OpenEnrollment;
import dev.assay.verifier.service.Serials;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Enrollments in PostgreSQL.
public final class EnrollmentStore implements EnrollmentRecords {
  private final Database database;
  private final boolean approveByManifest;
  private final PublicAreas areas = new PublicAreas();

  private record Known(MachineState state, TpmName akName) {}

  /// @param approveByManifest whether a shipment's manifest makes machines ACTIVE
  public EnrollmentStore(Database database, boolean approveByManifest) {
    this.database = database;
    this.approveByManifest = approveByManifest;
  }

  @Override
  public boolean open(OpenEnrollment enrollment, int maximumOpen) {
    return database.inTransaction(
        handle -> {
          handle.execute("LOCK TABLE enrollment_challenge IN SHARE ROW EXCLUSIVE MODE");
          handle
              .createUpdate("DELETE FROM enrollment_challenge WHERE expires_at <= :now")
              .bind("now", enrollment.openedAt())
              .execute();
          long open =
              handle
                  .createQuery("SELECT count(*) FROM enrollment_challenge")
                  .mapTo(Long.class)
                  .one();
          if (open >= maximumOpen) {
            return false;
          }
          insert(handle, enrollment);
          return true;
        });
  }

  private static void insert(Handle handle, OpenEnrollment enrollment) {
    var insert =
        handle
            .createUpdate(
                """
                INSERT INTO enrollment_challenge (id, ek_public, ek_certificate, ek_standing,
                    ek_software, ek_description, ek_root, ek_serial, ek_unlisted, ak_public, host,
                    secret_sha256, opened_at, expires_at)
                VALUES (:id, :ek_public, :ek_certificate, :ek_standing, :ek_software, :ek_description,
                    :ek_root, :ek_serial, :ek_unlisted, :ak_public, CAST(:host AS jsonb), :secret, :opened_at, :expires_at)
                """)
            .bind("id", enrollment.challengeId())
            .bind("ek_public", enrollment.ek().raw())
            .bind("ek_certificate", enrollment.ekCertificate().map(Bytes::toArray).orElse(null))
            .bind("ak_public", enrollment.ak().raw())
            .bind("host", HostJson.write(enrollment.host()))
            .bind("secret", enrollment.secretSha256().value())
            .bind("opened_at", enrollment.openedAt())
            .bind("expires_at", enrollment.expiresAt());
    EkStandings.bind(insert, enrollment.ekStanding()).execute();
  }

  @Override
  public Optional<OpenEnrollment> find(Bytes challengeId, Instant now) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM enrollment_challenge WHERE id = :id AND expires_at > :now")
                .bind("id", challengeId)
                .bind("now", now)
                .map((results, _) -> read(new Row(results)))
                .findOne());
  }

  private OpenEnrollment read(Row row) throws SQLException {
    return new OpenEnrollment(
        row.bytes("id"),
        areas.of(row.bytes("ek_public")),
        row.bytesIfAny("ek_certificate"),
        EkStandings.read(row),
        areas.of(row.bytes("ak_public")),
        HostJson.read(row.text("host")),
        row.sha256("secret_sha256"),
        row.time("opened_at"),
        row.time("expires_at"));
  }

  @Override
  public boolean refuses(MachineId machine) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT count(*) > 0 FROM machine WHERE id = :id AND state IN ('RETIRED',"
                        + " 'BANNED')")
                .bind("id", machine.value())
                .mapTo(Boolean.class)
                .one());
  }

  @Override
  public Admission admit(OpenEnrollment proven, Instant now, int maximumPending) {
    return database.inTransaction(
        handle -> {
          var admission = decide(handle, proven, now, maximumPending);
          if (!(admission instanceof Admission.Admitted
              || admission instanceof Admission.KeyChangeOpened)) {
            handle.rollback();
          }
          return admission;
        });
  }

  // Enrollments that end at the same time take turns: they are rare, and their checks read each
  // other's rows.
  private Admission decide(Handle handle, OpenEnrollment proven, Instant now, int maximumPending) {
    handle.execute("LOCK TABLE enrollment_challenge IN SHARE ROW EXCLUSIVE MODE");
    if (!take(handle, proven, now)) {
      return new Admission.Gone();
    }
    var known = known(handle, proven.machine());
    if (known.filter(machine -> !machine.state().mayAttest()).isPresent()) {
      return new Admission.Refused();
    }
    var owner = ownerOf(handle, proven.ak().name());
    if (owner.filter(other -> !other.equals(proven.machine())).isPresent()) {
      return new Admission.KeyOfAnother(owner.get());
    }
    if (known.isEmpty()) {
      return ownerOf(handle, proven.ek().keySha256())
          .<Admission>map(Admission.EkOfAnother::new)
          .orElseGet(() -> admitNew(handle, proven, now, maximumPending));
    }
    return known.get().akName().equals(proven.ak().name())
        ? admitAgain(handle, proven, known.get(), now)
        : openKeyChange(handle, proven, known.get(), now);
  }

  private static boolean take(Handle handle, OpenEnrollment proven, Instant now) {
    return handle
            .createUpdate("DELETE FROM enrollment_challenge WHERE id = :id AND expires_at > :now")
            .bind("id", proven.challengeId())
            .bind("now", now)
            .execute()
        == 1;
  }

  private static Optional<Known> known(Handle handle, MachineId machine) {
    return handle
        .createQuery("SELECT state, ak_name FROM machine WHERE id = :id FOR UPDATE")
        .bind("id", machine.value())
        .map(
            (results, _) -> {
              var row = new Row(results);
              return new Known(
                  MachineState.valueOf(row.text("state")), new TpmName(row.bytes("ak_name")));
            })
        .findOne();
  }

  private static Optional<MachineId> ownerOf(Handle handle, TpmName ak) {
    return handle
        .createQuery("SELECT machine_id FROM attestation_key WHERE name = :name")
        .bind("name", ak.value())
        .map((results, _) -> new Row(results).machine("machine_id"))
        .findOne();
  }

  private Optional<MachineId> ownerOf(Handle handle, Digest ekKey) {
    fillEkKeys(handle);
    return handle
        .createQuery("SELECT id FROM machine WHERE ek_key_sha256 = :key LIMIT 1")
        .bind("key", ekKey.value())
        .map((results, _) -> new Row(results).machine("id"))
        .findOne();
  }

  // Machines that an older version enrolled lack it; once there is none of them, this does nothing.
  private void fillEkKeys(Handle handle) {
    handle
        .createQuery("SELECT id, ek_public FROM machine WHERE ek_key_sha256 IS NULL ORDER BY id")
        .map(
            (results, _) -> {
              var row = new Row(results);
              return Map.entry(row.bytes("id"), areas.of(row.bytes("ek_public")).keySha256());
            })
        .list()
        .forEach(
            machine ->
                handle
                    .createUpdate("UPDATE machine SET ek_key_sha256 = :key WHERE id = :id")
                    .bind("key", machine.getValue().value())
                    .bind("id", machine.getKey())
                    .execute());
  }

  private Admission admitNew(
      Handle handle, OpenEnrollment proven, Instant now, int maximumPending) {
    long pending =
        handle
            .createQuery("SELECT count(*) FROM machine WHERE state = 'PENDING'")
            .mapTo(Long.class)
            .one();
    if (pending >= maximumPending) {
      return new Admission.Full();
    }
    var insert =
        handle
            .createUpdate(
                """
                INSERT INTO machine (id, state, ek_public, ek_certificate, ek_standing, ek_software,
                    ek_description, ek_root, ek_serial, ek_unlisted, ek_key_sha256, ak_name, enrolled_host, host, board_serial,
                    chassis_serial, enrolled_at)
                VALUES (:id, 'PENDING', :ek_public, :ek_certificate, :ek_standing, :ek_software,
                    :ek_description, :ek_root, :ek_serial, :ek_unlisted, :ek_key, :ak_name, CAST(:host AS jsonb), CAST(:host AS jsonb),
                    :board_serial, :chassis_serial, :now)
                """)
            .bind("id", proven.machine().value())
            .bind("ek_public", proven.ek().raw())
            .bind("ek_certificate", proven.ekCertificate().map(Bytes::toArray).orElse(null))
            .bind("ek_key", proven.ek().keySha256().value())
            .bind("ak_name", proven.ak().name().value())
            .bind("host", HostJson.write(proven.host()))
            .bind("board_serial", Serials.board(proven.host()).orElse(null))
            .bind("chassis_serial", Serials.chassis(proven.host()).orElse(null))
            .bind("now", now);
    EkStandings.bind(insert, proven.ekStanding()).execute();
    handle
        .createUpdate(
            "INSERT INTO attestation_key (name, machine_id, public_area, since) VALUES (:name,"
                + " :machine, :area, :now)")
        .bind("name", proven.ak().name().value())
        .bind("machine", proven.machine().value())
        .bind("area", proven.ak().raw())
        .bind("now", now)
        .execute();
    proposeModel(handle, proven, now);
    return new Admission.Admitted(byManifest(handle, proven.machine(), MachineState.PENDING, now));
  }

  /// The state in which a shipment's manifest leaves the machine.
  private MachineState byManifest(
      Handle handle, MachineId machine, MachineState state, Instant now) {
    Manifests.note(handle, Optional.of(machine));
    return approveByManifest && Manifests.approve(handle, Optional.of(machine), now).size() == 1
        ? MachineState.ACTIVE
        : state;
  }

  private static void proposeModel(Handle handle, OpenEnrollment proven, Instant now) {
    BoardModel.proposedBy(proven.host())
        .ifPresent(
            name ->
                ModelStore.propose(
                    handle,
                    name,
                    BoardIdentity.reportedBy(proven.host()),
                    new Approval("machine " + proven.machine().brief(), now)));
  }

  // A certificate may have come into reach since; what vouched before is never lost.
  private Admission admitAgain(Handle handle, OpenEnrollment proven, Known known, Instant now) {
    if (proven.ekStanding() instanceof EkStanding.Trusted) {
      var update =
          handle
              .createUpdate(
                  """
                  UPDATE machine SET ek_certificate = :ek_certificate, ek_standing = :ek_standing,
                      ek_software = :ek_software, ek_description = :ek_description, ek_root = :ek_root,
                      ek_serial = :ek_serial, ek_unlisted = :ek_unlisted
                  WHERE id = :id
                  """)
              .bind("id", proven.machine().value())
              .bind("ek_certificate", proven.ekCertificate().map(Bytes::toArray).orElse(null));
      EkStandings.bind(update, proven.ekStanding()).execute();
    }
    return new Admission.Admitted(byManifest(handle, proven.machine(), known.state(), now));
  }

  private static Admission openKeyChange(
      Handle handle, OpenEnrollment proven, Known known, Instant now) {
    handle
        .createUpdate(
            """
            INSERT INTO key_change_request (machine_id, ak_name, ak_public, requested_at)
            VALUES (:machine, :name, :area, :now)
            ON CONFLICT (machine_id) DO UPDATE SET ak_name = EXCLUDED.ak_name,
                ak_public = EXCLUDED.ak_public, requested_at = EXCLUDED.requested_at
            """)
        .bind("machine", proven.machine().value())
        .bind("name", proven.ak().name().value())
        .bind("area", proven.ak().raw())
        .bind("now", now)
        .execute();
    return new Admission.KeyChangeOpened(known.state());
  }
}

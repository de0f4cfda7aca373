package dev.assay.verifier.store;

import dev.assay.appraisal.Proven;
import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.ClockInfo;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.golden.DigestJson;
import dev.assay.verifier.service.AppraisalRecords;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.NewAppraisal;
import dev.assay.verifier.service.OsImage;
import dev.assay.verifier.service.RecordedAppraisal;
import dev.assay.verifier.service.StoredEvidence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Appraisals and event logs in PostgreSQL.
public final class AppraisalStore implements AppraisalRecords {
  private static final int BATCH = 5_000;

  private final Database database;
  private final StoredEvidenceRows evidence = new StoredEvidenceRows();
  private final QuarantineLedger quarantine;

  public AppraisalStore(Database database, QuarantineLedger quarantine) {
    this.database = database;
    this.quarantine = quarantine;
  }

  @Override
  public boolean record(NewAppraisal appraisal) {
    return database.joining(
        handle -> {
          if (!unchanged(handle, appraisal)) {
            return false;
          }
          appraisal.log().ifPresent(log -> keepLog(handle, log, appraisal.at()));
          makeLatest(handle, appraisal, insert(handle, appraisal));
          appraisal
              .witness()
              .ifPresent(witness -> Prevalence.count(handle, appraisal.machine().id(), witness));
          quarantine.appraised(handle, appraisal, evidenceDigest(appraisal));
          return true;
        });
  }

  // The row stays locked until the end, so that no retirement or key change comes in between.
  private static boolean unchanged(Handle handle, NewAppraisal appraisal) {
    var machine = appraisal.machine();
    return handle
        .createQuery(
            """
            SELECT id FROM machine WHERE id = :id AND state = :state AND ak_name = :ak
                AND board_model IS NOT DISTINCT FROM :model
            FOR NO KEY UPDATE
            """)
        .bind("id", machine.id().value())
        .bind("state", machine.state().name())
        .bind("ak", machine.ak().name().value())
        .bind("model", machine.model().map(BoardModel::name).orElse(null))
        .mapTo(byte[].class)
        .findOne()
        .isPresent();
  }

  private static void keepLog(Handle handle, Bytes log, Instant at) {
    handle
        .createUpdate(
            "INSERT INTO event_log (sha256, bytes, first_seen_at) VALUES (:sha256, :bytes, :at) ON"
                + " CONFLICT DO NOTHING")
        .bind("sha256", HashAlgorithm.SHA256.hash(log).value())
        .bind("bytes", log)
        .bind("at", at)
        .execute();
  }

  private static long insert(Handle handle, NewAppraisal appraisal) {
    var machine = appraisal.machine();
    var proven = appraisal.proven();
    var clock = proven.map(Proven::clockInfo);
    return handle
        .createQuery(
            """
            INSERT INTO appraisal (machine_id, at, machine_state, board_model, ak_name, attest, signature,
                evidence_sha256, extra_data, selection, pcr_values, log_sha256, log_absent, boot_id,
                uptime_millis, host, reset_count, restart_count, clock_millis, clock_safe, tpm_firmware,
                replayed, golden_sets, os_layer_policy, os_image, verifier, verdict, findings)
            VALUES (:machine, :at, :state, :model, :ak, :attest, :signature, :evidence, :extra_data,
                :selection, CAST(:pcr_values AS jsonb), :log, :log_absent, :boot_id, :uptime,
                CAST(:host AS jsonb), :reset_count, :restart_count, :clock, :safe, :firmware, :replayed,
                :golden, :os_layer, :os_image, :verifier, :verdict, CAST(:findings AS jsonb))
            RETURNING id
            """)
        .bind("machine", machine.id().value())
        .bind("at", appraisal.at())
        .bind("state", machine.state().name())
        .bind("model", machine.model().map(BoardModel::name).orElse(null))
        .bind("ak", machine.ak().name().value())
        .bind("attest", appraisal.attest())
        .bind("signature", appraisal.signature())
        .bind("evidence", evidenceDigest(appraisal).value())
        .bind("extra_data", appraisal.extraData())
        .bind("selection", appraisal.selection().write())
        .bind("pcr_values", DigestJson.write(appraisal.claimedValues()).toString())
        .bind("log", appraisal.logSha256().map(digest -> digest.value().toArray()).orElse(null))
        .bind("log_absent", appraisal.logAbsent().orElse(null))
        .bind("boot_id", appraisal.bootId())
        .bind("uptime", appraisal.uptimeMillis())
        .bind("host", HostJson.write(appraisal.host()))
        .bind("reset_count", clock.map(ClockInfo::resetCount).orElse(null))
        .bind("restart_count", clock.map(ClockInfo::restartCount).orElse(null))
        .bind("clock", clock.map(ClockInfo::clockMillis).orElse(null))
        .bind("safe", clock.map(ClockInfo::safe).orElse(null))
        .bind("firmware", proven.map(Proven::tpmFirmwareVersion).orElse(null))
        .bind("replayed", proven.filter(Proven::replayed).isPresent())
        .bindArray("golden", String.class, proven.map(Proven::goldenSetIds).orElse(List.of()))
        .bind("os_layer", appraisal.policy().osLayer().name())
        .bind("os_image", machine.image().map(OsImage::name).orElse(null))
        .bind("verifier", appraisal.policy().verifierVersion())
        .bind("verdict", appraisal.verdict().name())
        .bind("findings", FindingJson.write(appraisal.findings()))
        .mapTo(Long.class)
        .one();
  }

  private static Digest evidenceDigest(NewAppraisal appraisal) {
    return HashAlgorithm.SHA256.hash(appraisal.attest(), appraisal.signature());
  }

  private static void makeLatest(Handle handle, NewAppraisal appraisal, long id) {
    var banks = appraisal.selection().algorithms().stream().map(HashAlgorithm::id).toList();
    handle
        .createUpdate(
            """
            UPDATE machine SET latest_appraisal = :appraisal, latest_log = :log, latest_clock_zero = %s,
                on_sets = :on_sets, host = CAST(:host AS jsonb), banks = :banks,
                last_trusted_appraisal = CASE WHEN :trusted THEN :appraisal ELSE last_trusted_appraisal END,
                last_trusted_at = CASE WHEN :trusted THEN :at ELSE last_trusted_at END,
                accepted_appraisal = CASE WHEN :continues THEN :appraisal ELSE accepted_appraisal END,
                tpm_firmware = CASE WHEN :continues THEN coalesce(tpm_firmware, :firmware) ELSE tpm_firmware END
            WHERE id = :id
            """
                .formatted(ClockZero.SQL))
        .bind("id", appraisal.machine().id().value())
        .bind("appraisal", id)
        .bind("log", appraisal.logSha256().map(digest -> digest.value().toArray()).orElse(null))
        .bind(
            "clock",
            appraisal.proven().map(Proven::clockInfo).map(ClockInfo::clockMillis).orElse(null))
        .bind("host", HostJson.write(appraisal.host()))
        .bindArray("on_sets", String.class, appraisal.onSets())
        .bindArray("banks", Integer.class, banks)
        .bind("trusted", appraisal.verdict() == Verdict.TRUSTED)
        .bind("continues", appraisal.continues())
        .bind("firmware", appraisal.proven().map(Proven::tpmFirmwareVersion).orElse(null))
        .bind("at", appraisal.at())
        .execute();
  }

  @Override
  public List<RecordedAppraisal> history(MachineId id, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT a.machine_id, encode(a.evidence_sha256, 'hex') AS evidence, "
                        + Standings.COLUMNS
                        + "FROM appraisal a WHERE a.machine_id = :id ORDER BY a.id DESC LIMIT"
                        + " :limit")
                .bind("id", id.value())
                .bind("limit", limit)
                .map(
                    (results, _) -> {
                      var row = new Row(results);
                      return new RecordedAppraisal(
                          row.machine("machine_id"), Standings.read(row), row.text("evidence"));
                    })
                .list());
  }

  @Override
  public Optional<ReplayedBoot> latestReplayed(MachineId id) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT a.id, a.log_sha256 FROM machine m
                    JOIN appraisal a ON a.machine_id = m.id AND a.ak_name = m.ak_name
                    WHERE m.id = :id AND a.replayed AND a.log_sha256 IS NOT NULL
                    ORDER BY a.id DESC LIMIT 1
                    """)
                .bind("id", id.value())
                .map(
                    (results, _) -> {
                      var row = new Row(results);
                      return new ReplayedBoot(row.number("id"), row.sha256("log_sha256"));
                    })
                .findOne());
  }

  @Override
  public long logBytes(MachineId id, Instant since) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT coalesce(sum(octet_length(l.bytes)), 0) FROM event_log l WHERE l.sha256 IN (
                        SELECT a.log_sha256 FROM appraisal a WHERE a.machine_id = :id AND a.at > :since)
                    """)
                .bind("id", id.value())
                .bind("since", since)
                .mapTo(Long.class)
                .one());
  }

  @Override
  public List<String> lastGoodSets(MachineId id, long before) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT a.golden_sets FROM appraisal a JOIN machine m ON m.id = a.machine_id
                    WHERE a.machine_id = :id AND a.id < :before AND a.verdict IN ('TRUSTED', 'WARNING')
                        AND (m.decided_at IS NULL OR a.at >= m.decided_at)
                    ORDER BY a.id DESC LIMIT 1
                    """)
                .bind("id", id.value())
                .bind("before", before)
                .map((results, _) -> new Row(results).texts("golden_sets"))
                .findOne()
                .orElse(List.of()));
  }

  @Override
  public Optional<StoredEvidence> evidence(long appraisalId) {
    return database.read(
        handle ->
            handle
                .createQuery(StoredEvidenceRows.SELECT + "WHERE a.id = :id")
                .bind("id", appraisalId)
                .map((results, _) -> evidence.read(new Row(results)))
                .findOne());
  }

  @Override
  public Optional<StoredEvidence> evidenceAt(MachineId id, Instant at) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    StoredEvidenceRows.SELECT
                        + "WHERE a.machine_id = :id AND a.at <= :at ORDER BY a.id DESC LIMIT 1")
                .bind("id", id.value())
                .bind("at", at)
                .map((results, _) -> evidence.read(new Row(results)))
                .findOne());
  }

  @Override
  public Optional<Bytes> log(Digest sha256) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT bytes FROM event_log WHERE sha256 = :sha256")
                .bind("sha256", sha256.value())
                .map((results, _) -> new Row(results).bytes("bytes"))
                .findOne());
  }

  @Override
  public int purge(Instant before) {
    int total = 0;
    int gone;
    do {
      gone = database.read(handle -> purgeAppraisals(handle, before));
      total += gone;
    } while (gone == BATCH);
    database.read(handle -> purgeLogs(handle, before));
    return total;
  }

  private static int purgeAppraisals(Handle handle, Instant before) {
    return handle
        .createUpdate(
            """
            DELETE FROM appraisal WHERE id IN (
                SELECT a.id FROM appraisal a
                WHERE a.at < :before
                    AND NOT EXISTS (SELECT FROM machine m WHERE m.latest_appraisal = a.id)
                    AND NOT EXISTS (SELECT FROM machine m WHERE m.last_trusted_appraisal = a.id)
                    AND NOT EXISTS (SELECT FROM machine m WHERE m.accepted_appraisal = a.id)
                    AND NOT EXISTS (SELECT FROM golden_source g WHERE g.appraisal_id = a.id)
                ORDER BY a.at LIMIT :batch)
            """)
        .bind("before", before)
        .bind("batch", BATCH)
        .execute();
  }

  private static int purgeLogs(Handle handle, Instant before) {
    return handle
        .createUpdate(
            """
            DELETE FROM event_log l WHERE l.first_seen_at < :before
                AND NOT EXISTS (SELECT FROM appraisal a WHERE a.log_sha256 = l.sha256)
                AND NOT EXISTS (SELECT FROM witness w WHERE w.log_sha256 = l.sha256)
            """)
        .bind("before", before)
        .execute();
  }
}

package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/// Takes the manifests of shipments: which machines are to come, by the keys that their TPMs were
/// born with.
public final class ManageShipments {
  private final ShipmentRecords shipments;
  private final AttestSignals signals;
  private final AuditLog audit;
  private final InstantSource clock;

  public ManageShipments(
      ShipmentRecords shipments, AttestSignals signals, AuditLog audit, InstantSource clock) {
    this.shipments = shipments;
    this.signals = signals;
    this.audit = audit;
    this.clock = clock;
  }

  /// Imports a manifest as a whole. INVALID: what is wrong in which line; CONFLICT: a line
  /// contradicts what was imported before. Either way nothing is kept.
  public Outcome<ShipmentRecords.Import.Added> take(String csv, Principal by) {
    var file = HashAlgorithm.SHA256.hash(Bytes.wrap(csv.getBytes(StandardCharsets.UTF_8)));
    return ManifestFile.parse(csv).then(lines -> take(lines, act(file, lines, by), by));
  }

  private static Act act(Digest file, List<ManifestLine> lines, Principal by) {
    var names = lines.stream().map(ManifestLine::shipment).distinct().sorted().toList();
    return Act.by(by, ActKind.MANIFEST_IMPORTED, "manifest:" + file.toHex())
        .with("lines", Integer.toString(lines.size()))
        .with("shipments", String.join(", ", names));
  }

  private Outcome<ShipmentRecords.Import.Added> take(
      List<ManifestLine> lines, Act act, Principal by) {
    var approval = new Approval(by.name(), clock.instant());
    var came = new AtomicReference<ShipmentRecords.Import>();
    audit.recorded(
        act,
        () -> {
          came.set(shipments.add(lines, approval));
          return came.get() instanceof ShipmentRecords.Import.Added;
        });
    return switch (Objects.requireNonNull(came.get())) {
      case ShipmentRecords.Import.Added added -> {
        added.activated().forEach(signals::ask);
        yield done(added);
      }
      case ShipmentRecords.Import.Contradicted(int line, String known) ->
          declined(
              Decline.CONFLICT,
              "Nothing was imported: line %d names an EK that stands on a manifest already (%s)."
                  .formatted(line, known));
    };
  }

  /// The latest first.
  public List<ShipmentSummary> list() {
    return shipments.list();
  }
}

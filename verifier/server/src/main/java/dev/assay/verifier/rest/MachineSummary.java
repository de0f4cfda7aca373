package dev.assay.verifier.rest;

import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.EkStanding;
import dev.assay.verifier.service.Machine;
import dev.assay.verifier.service.MachineLabel;
import dev.assay.verifier.service.MachineRole;
import dev.assay.verifier.service.MachineView;
import dev.assay.verifier.service.OnManifest;
import dev.assay.verifier.service.RecordedFinding;
import dev.assay.verifier.service.Standing;
import dev.assay.verifier.service.quarantine.QuarantineState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A machine in a list.
///
/// @param id SHA-256 of the EK's public area, 64 hexadecimal digits
/// @param state PENDING, ACTIVE, RETIRED or BANNED
/// @param boardModel as a person confirmed it
/// @param proposedModel what its shipment's manifest, else the host's own words propose
/// @param ekCertificate TRUSTED or ABSENT
/// @param verdict TRUSTED, WARNING, UNTRUSTED or UNKNOWN
/// @param freshness FRESH, STALE, SILENT or NEVER
/// @param findings how many there are
/// @param firstFinding the gravest one's sentence
/// @param quarantine NONE, SUSPECT, HELD, QUARANTINED or RELEASING
/// @param role what it is for, as a person said
/// @param labels what else people say of it, as `key=value`
public record MachineSummary(
    String id,
    String hostName,
    String state,
    Optional<String> boardModel,
    Optional<String> proposedModel,
    String ekCertificate,
    boolean softwareTpm,
    String verdict,
    Optional<Instant> verdictAt,
    String freshness,
    Optional<Instant> lastTrustedAt,
    int findings,
    Optional<String> firstFinding,
    boolean keyChangeRequested,
    Instant enrolledAt,
    String quarantine,
    Optional<String> role,
    List<String> labels) {

  static MachineSummary of(MachineView view, QuarantineState quarantine) {
    var machine = view.machine();
    return new MachineSummary(
        machine.id().toHex(),
        machine.host().hostName(),
        machine.state().name(),
        machine.model().map(BoardModel::name),
        proposed(machine).map(BoardModel::name),
        certificate(machine.ekStanding()),
        machine.ekStanding().isSoftwareTpm(),
        view.verdict().name(),
        machine.latest().map(Standing::at),
        view.freshness().name(),
        machine.lastTrustedAt(),
        view.findings().size(),
        gravest(view).map(RecordedFinding::message),
        machine.keyChange().isPresent(),
        machine.enrolledAt(),
        quarantine.name(),
        machine.role().map(MachineRole::name),
        labels(machine));
  }

  static List<String> labels(Machine machine) {
    return machine.labels().stream().map(MachineLabel::toString).toList();
  }

  private static Optional<BoardModel> proposed(Machine machine) {
    return machine
        .manifest()
        .map(OnManifest::model)
        .or(() -> BoardModel.proposedBy(machine.host()));
  }

  static String certificate(EkStanding standing) {
    return switch (standing) {
      case EkStanding.Trusted _ -> "TRUSTED";
      case EkStanding.Absent _ -> "ABSENT";
    };
  }

  private static Optional<RecordedFinding> gravest(MachineView view) {
    var gravity = Comparator.comparing(RecordedFinding::severity);
    return view.findings().stream()
        .reduce((first, next) -> gravity.compare(next, first) > 0 ? next : first);
  }
}

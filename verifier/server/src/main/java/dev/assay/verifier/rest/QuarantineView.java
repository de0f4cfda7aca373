package dev.assay.verifier.rest;

import dev.assay.appraisal.tpm.Digest;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.quarantine.Cause;
import dev.assay.verifier.service.quarantine.Quarantine;
import dev.assay.verifier.service.quarantine.QuarantineRecords.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where a machine stands with quarantine.
///
/// @param state NONE, SUSPECT, HELD, QUARANTINED or RELEASING
/// @param mode RECORD, DRY_RUN or ACT: how far it reached
/// @param decidedBy the person; absent where the rules decided
/// @param confirmBy until when a second quote may confirm or clear a SUSPECT
public record QuarantineView(
    String machine,
    String hostName,
    Optional<String> boardModel,
    String state,
    String mode,
    Instant since,
    Optional<String> decidedBy,
    String reason,
    Optional<Instant> confirmBy,
    Optional<String> verdict,
    Optional<String> finding,
    List<String> goldenSets,
    Optional<String> evidenceSha256) {

  static QuarantineView of(Entry entry) {
    return of(entry.machine(), entry.hostName(), entry.model(), entry.quarantine());
  }

  static QuarantineView of(
      MachineId machine, String hostName, Optional<BoardModel> model, Quarantine quarantine) {
    var cause = quarantine.cause();
    return new QuarantineView(
        machine.toHex(),
        hostName,
        model.map(BoardModel::name),
        quarantine.state().name(),
        quarantine.mode().name(),
        quarantine.since(),
        quarantine.by(),
        quarantine.reason(),
        quarantine.confirmBy(),
        cause.map(why -> why.verdict().name()),
        cause.map(Cause::finding),
        cause.map(Cause::goldenSets).orElse(List.of()),
        cause.flatMap(Cause::evidence).map(Digest::toHex));
  }
}

package dev.assay.verifier.store;

import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.HostFact;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.NewAppraisal;
import java.sql.SQLException;
import java.util.Optional;

/// The machine that a decision is about, as events name it.
///
/// @param firmware the version that the host reported; empty where it reported none
record Subject(MachineId id, String hostName, Optional<BoardModel> model, String firmware) {

  static Subject of(NewAppraisal appraisal) {
    return new Subject(
        appraisal.machine().id(),
        appraisal.host().hostName(),
        appraisal.machine().model(),
        appraisal.host().get(HostFact.BIOS_VERSION).orElse(""));
  }

  /// Reads the columns `machine_id`, `host` and `board_model`.
  static Subject read(Row row) throws SQLException {
    var host = HostJson.read(row.text("host"));
    return new Subject(
        row.machine("machine_id"),
        host.hostName(),
        row.textIfAny("board_model").map(BoardModel::new),
        host.get(HostFact.BIOS_VERSION).orElse(""));
  }

  String modelName() {
    return model.map(BoardModel::name).orElse("");
  }
}

package dev.assay.verifier.store;

import dev.assay.appraisal.OsLayerPolicy;
import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.golden.DigestJson;
import dev.assay.golden.GoldenSetInvalid;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.MachineState;
import dev.assay.verifier.service.OsImage;
import dev.assay.verifier.service.StoredEvidence;
import java.sql.SQLException;

/// Reads the evidence of an appraisal as it was written. What is read here was written here;
/// anything else is a bug.
final class StoredEvidenceRows {
  static final String SELECT =
      """
      SELECT a.machine_id, a.board_model, a.os_image, a.machine_state, k.public_area, a.attest, a.signature, a.extra_data,
          a.selection, a.pcr_values, a.log_absent, a.host, a.os_layer_policy, a.verifier,
      """
          + Standings.COLUMNS
          + "FROM appraisal a JOIN attestation_key k ON k.name = a.ak_name\n";

  private final PublicAreas areas = new PublicAreas();

  StoredEvidence read(Row row) throws SQLException {
    return new StoredEvidence(
        row.machine("machine_id"),
        row.textIfAny("board_model").map(BoardModel::new),
        row.textIfAny("os_image").map(OsImage::new),
        MachineState.valueOf(row.text("machine_state")),
        areas.of(row.bytes("public_area")),
        row.bytes("attest"),
        row.bytes("signature"),
        row.bytes("extra_data"),
        selection(row.bytes("selection")),
        values(row.text("pcr_values")),
        row.sha256IfAny("log_sha256"),
        row.textIfAny("log_absent"),
        HostJson.read(row.text("host")),
        OsLayerPolicy.valueOf(row.text("os_layer_policy")),
        row.text("verifier"),
        Standings.read(row));
  }

  private static PcrSelection selection(Bytes written) {
    try {
      return PcrSelection.read(ByteReader.bigEndian(written));
    } catch (MalformedInput broken) {
      throw new IllegalStateException("The database holds a selection that can't be read", broken);
    }
  }

  private static PcrValues values(String json) {
    try {
      return DigestJson.readValues(json);
    } catch (GoldenSetInvalid broken) {
      throw new IllegalStateException("The database holds PCR values that can't be read", broken);
    }
  }
}

package dev.assay.verifier.store;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.golden.DigestJson;
import dev.assay.golden.GoldenSetInvalid;
import dev.assay.verifier.service.KeptEvidence;
import java.sql.SQLException;

/// Reads evidence that was kept. It was parsed before it was stored: what can't be read is a bug.
final class EvidenceRows {
  private final PublicAreas areas = new PublicAreas();

  KeptEvidence read(Row row) throws SQLException {
    return new KeptEvidence(
        row.machine("machine_id"),
        areas.of(row.bytes("public_area")),
        selection(row.bytes("selection")),
        row.bytes("attest"),
        row.bytes("signature"),
        row.bytes("extra_data"),
        values(row.text("pcr_values")),
        row.sha256IfAny("log_sha256"));
  }

  private static PcrSelection selection(Bytes stored) {
    try {
      return PcrSelection.read(ByteReader.bigEndian(stored));
    } catch (MalformedInput broken) {
      throw new IllegalStateException("The database holds a selection that can't be read", broken);
    }
  }

  private static PcrValues values(String json) {
    try {
      return DigestJson.readValues(Json.parse(json));
    } catch (GoldenSetInvalid broken) {
      throw new IllegalStateException("The database holds PCR values that can't be read", broken);
    }
  }
}

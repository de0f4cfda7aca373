package dev.assay.verifier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.golden.GoldenEvent;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.Rule;
import dev.assay.appraisal.golden.VaryingField;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.verifier.service.BoardIdentity;
import dev.assay.verifier.service.ModelRecord;
import dev.assay.verifier.service.StoredGolden;
import dev.assay.verifier.testing.TestPostgres;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/// What an older version stored opens in this one.
class MigrationTest {
  private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;
  private static final String A = "aa".repeat(32);
  private static final String B = "bb".repeat(32);

  /// A set of each rule, as version 1 of the schema kept it.
  private static final String DOCUMENT =
      """
      {"format": 1, "id": "gs-1", "boardModel": "Vendor Board", "layer": "FIRMWARE",
       "firmwareVersion": "1.0",
       "events": [
        {"pcr": 0, "type": 2147483658, "label": "DXE", "optional": false, "exactly": {"sha256": "%1$s"}},
        {"pcr": 0, "type": 4, "label": "", "optional": true,
         "oneOf": [{"sha256": "%1$s"}, {"sha256": "%2$s"}]},
        {"pcr": 1, "type": 2147483650, "label": "Boot0003", "optional": false,
         "perMachine": {"fields": ["MAC_ADDRESS"], "rest": "%2$s", "reason": "its own card"}}],
       "finalValues": {"sha256": {"2": "%2$s"}}}
      """
          .formatted(A, B);

  private static final GoldenSet SET =
      new GoldenSet(
          "gs-1",
          "Vendor Board",
          Layer.FIRMWARE,
          "1.0",
          List.of(
              new GoldenEvent(
                  PcrIndex.of(0),
                  EventType.EFI_PLATFORM_FIRMWARE_BLOB2,
                  "DXE",
                  new Rule.Exactly(digests(A))),
              new GoldenEvent(
                  PcrIndex.of(0),
                  EventType.SEPARATOR,
                  "",
                  new Rule.OneOf(List.of(digests(A), digests(B))),
                  true),
              new GoldenEvent(
                  PcrIndex.of(1),
                  EventType.EFI_VARIABLE_BOOT,
                  "Boot0003",
                  new Rule.PerMachine(
                      Set.of(VaryingField.MAC_ADDRESS), Digest.of(SHA256, B), "its own card"))),
          new PcrValues(
              new TreeMap<>(
                  Map.of(SHA256, new TreeMap<>(Map.of(PcrIndex.of(2), Digest.of(SHA256, B)))))),
          List.of());

  private static SortedMap<HashAlgorithm, Digest> digests(String hex) {
    return new TreeMap<>(Map.of(SHA256, Digest.of(SHA256, hex)));
  }

  @Test
  void goldenSetsOfTheFirstVersionAreRead() throws SQLException {
    var source = TestPostgres.ofVersion("1");
    insert(source);

    Flyway.configure().dataSource(source).load().migrate();

    assertThat(new GoldenStore(new Database(source)).stored("gs-1"))
        .map(StoredGolden::set)
        .contains(SET);
  }

  private static void insert(DataSource source) throws SQLException {
    try (var connection = source.getConnection();
        var insert =
            connection.prepareStatement(
                """
                INSERT INTO golden_set (id, board_model, layer, firmware_version, state, document,
                    undecided, differences, created_by, created_at, note)
                VALUES ('gs-1', 'Vendor Board', 'FIRMWARE', '1.0', 'DRAFT', CAST(? AS jsonb), false,
                    '[]', 'somebody', now(), '')
                """)) {
      insert.setString(1, DOCUMENT);
      insert.executeUpdate();
    }
  }

  @Test
  void modelsOfEarlierVersionsAreEnrolledByWhatTheirMachinesReported() throws SQLException {
    var source = TestPostgres.ofVersion("3");
    insertMachine(source, 1, "One", "TestVendor", "X11");
    insertMachine(source, 2, "One", "TestVendor", "X11");
    insertMachine(source, 3, "Two", "TestVendor", "X11");
    insertMachine(source, 4, "Two", "TestVendor", "X12");
    insert(source);

    Flyway.configure().dataSource(source).load().migrate();

    assertThat(new ModelStore(new Database(source)).list())
        .extracting(model -> model.name().name(), ModelRecord::identity)
        .containsExactly(
            tuple("One", new BoardIdentity("TestVendor", "X11", "")),
            tuple("Two", new BoardIdentity("TestVendor", "", "")),
            tuple("Vendor Board", BoardIdentity.UNSAID));
  }

  private static void insertMachine(
      DataSource source, int id, String model, String vendor, String product) throws SQLException {
    try (var connection = source.getConnection();
        var insert =
            connection.prepareStatement(
                """
                WITH machine AS (
                    INSERT INTO machine (id, state, board_model, ek_public, ek_standing, ek_software,
                        ek_description, ek_root, ak_name, enrolled_host, host, enrolled_at, decided_by, decided_at)
                    VALUES (sha256(?), 'ACTIVE', ?, '', 'ABSENT', false, '', '', sha256(?),
                        jsonb_build_object('systemVendor', ?, 'productName', ?), '{}', now(), 'olga', now())
                    RETURNING id, ak_name)
                INSERT INTO attestation_key (name, machine_id, public_area, since)
                SELECT ak_name, id, '', now() FROM machine
                """)) {
      insert.setBytes(1, new byte[] {(byte) id});
      insert.setString(2, model);
      insert.setBytes(3, new byte[] {(byte) id, 0});
      insert.setString(4, vendor);
      insert.setString(5, product);
      insert.executeUpdate();
    }
  }
}

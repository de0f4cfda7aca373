package dev.assay.verifier.store;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.reference.manifest.ManifestFiles;
import dev.assay.verifier.service.Approval;
import dev.assay.verifier.service.ReferenceSource;
import dev.assay.verifier.service.ReferenceSources;
import java.util.List;

/// Vendors' manifests in PostgreSQL, byte for byte.
public final class ReferenceStore implements ReferenceSources {
  private final Database database;

  public ReferenceStore(Database database) {
    this.database = database;
  }

  @Override
  public List<ReferenceSource> of(String goldenSet) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM golden_reference WHERE golden_set = :set ORDER BY brought_at,"
                        + " manifest_sha256")
                .bind("set", goldenSet)
                .map(
                    (results, _) -> {
                      var row = new Row(results);
                      return new ReferenceSource(
                          new ManifestFiles(
                              row.bytes("manifest"),
                              row.byteLists("support"),
                              row.byteLists("trusted")),
                          new Approval(row.text("brought_by"), row.time("brought_at")));
                    })
                .list());
  }

  @Override
  public boolean add(String goldenSet, ReferenceSource source) {
    return database.read(
        handle ->
            handle
                    .createUpdate(
                        """
                        INSERT INTO golden_reference (golden_set, manifest_sha256, manifest, support, trusted,
                            brought_by, brought_at)
                        VALUES (:set, :sha256, :manifest,
                            ARRAY(SELECT decode(f, 'hex') FROM unnest(:support) WITH ORDINALITY AS s (f, n) ORDER BY n),
                            ARRAY(SELECT decode(f, 'hex') FROM unnest(:trusted) WITH ORDINALITY AS s (f, n) ORDER BY n),
                            :by, :at)
                        ON CONFLICT DO NOTHING
                        """)
                    .bind("set", goldenSet)
                    .bind("sha256", source.sha256().value())
                    .bind("manifest", source.files().manifest())
                    .bindArray("support", String.class, hex(source.files().support()))
                    .bindArray("trusted", String.class, hex(source.files().trusted()))
                    .bind("by", source.brought().by())
                    .bind("at", source.brought().at())
                    .execute()
                == 1);
  }

  private static List<String> hex(List<Bytes> files) {
    return files.stream().map(Bytes::toHex).toList();
  }
}

package dev.assay.verifier.store;

import dev.assay.appraisal.Rarity;
import dev.assay.appraisal.Rarity.Measurement;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.CohortKey;
import dev.assay.verifier.service.CohortSize;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.SiblingRecords;
import dev.assay.verifier.service.Witness;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// What is counted of cohorts, in PostgreSQL. [Prevalence] changes it.
public final class SiblingStore implements SiblingRecords {
  private static final String COHORT = "c.board_model, c.firmware_version, c.bank ";

  private final Database database;

  public SiblingStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean isCounted(MachineId machine, CohortKey cohort, Digest logSha256) {
    return database.read(
        handle ->
            Prevalence.bind(
                    handle.createQuery(
                        "SELECT count(*) > 0 FROM witness w JOIN cohort c ON c.id = w.cohort"
                            + " WHERE w.machine_id = :machine AND w.log_sha256 = :log AND"
                            + Prevalence.OF_KEY),
                    cohort)
                .bind("machine", machine.value())
                .bind("log", logSha256.value())
                .mapTo(Boolean.class)
                .one());
  }

  @Override
  public Optional<Witness> counted(MachineId machine) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT w.log_sha256, w.measurements, "
                        + COHORT
                        + "FROM witness w JOIN cohort c ON c.id = w.cohort"
                        + " WHERE w.machine_id = :machine")
                .bind("machine", machine.value())
                .map((results, _) -> witness(new Row(results)))
                .findOne());
  }

  private static Witness witness(Row row) throws SQLException {
    var key = key(row);
    var measurements =
        row.texts("measurements").stream()
            .map(written -> Measurements.read(key.bank(), written))
            .toList();
    return new Witness(key, row.sha256("log_sha256"), measurements);
  }

  private static CohortKey key(Row row) throws SQLException {
    var bank = HashAlgorithm.ofId((int) row.number("bank")).orElseThrow();
    return new CohortKey(
        new BoardModel(row.text("board_model")), row.text("firmware_version"), bank);
  }

  @Override
  public Rarity.Cohort cohort(CohortKey key, int limit) {
    return database.inTransaction(
        handle -> new Rarity.Cohort(key.bank(), size(handle, key), counts(handle, key, limit)));
  }

  private static int size(Handle handle, CohortKey key) {
    return Prevalence.bind(
            handle.createQuery("SELECT machines FROM cohort WHERE" + Prevalence.OF_KEY), key)
        .mapTo(Integer.class)
        .findOne()
        .orElse(0);
  }

  private static Map<Measurement, Integer> counts(Handle handle, CohortKey key, int limit) {
    return Prevalence.bind(
            handle.createQuery(
                "SELECT p.measurement, p.machines FROM prevalence p JOIN cohort c ON c.id ="
                    + " p.cohort WHERE"
                    + Prevalence.OF_KEY
                    + "ORDER BY p.machines DESC, p.measurement LIMIT :limit"),
            key)
        .bind("limit", limit)
        .map(
            (results, _) -> {
              var row = new Row(results);
              return Map.entry(
                  Measurements.read(key.bank(), row.text("measurement")),
                  (int) row.number("machines"));
            })
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public List<MachineId> rarest(Optional<BoardModel> model, Rarity.Threshold threshold, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT w.machine_id
                    FROM cohort c
                    JOIN prevalence p ON p.cohort = c.id AND 100 * p.machines <= :percent * c.machines
                    JOIN witness w ON w.cohort = c.id AND w.measurements @> ARRAY[p.measurement]
                    WHERE c.machines >= :least AND (CAST(:model AS text) IS NULL OR c.board_model = :model)
                    GROUP BY w.machine_id
                    ORDER BY min(p.machines::float8 / c.machines), count(*) DESC, w.machine_id
                    LIMIT :limit
                    """)
                .bind("percent", threshold.percent())
                .bind("least", threshold.cohort())
                .bind("model", model.map(BoardModel::name).orElse(null))
                .bind("limit", limit)
                .map((results, _) -> new Row(results).machine("machine_id"))
                .list());
  }

  @Override
  public List<CohortSize> cohorts(Optional<BoardModel> model) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT c.machines, "
                        + COHORT
                        + """
                        FROM cohort c
                        WHERE c.machines > 0 AND (CAST(:model AS text) IS NULL OR c.board_model = :model)
                        ORDER BY c.board_model, c.machines DESC, c.firmware_version, c.bank
                        """)
                .bind("model", model.map(BoardModel::name).orElse(null))
                .map(
                    (results, _) -> {
                      var row = new Row(results);
                      return new CohortSize(key(row), (int) row.number("machines"));
                    })
                .list());
  }
}

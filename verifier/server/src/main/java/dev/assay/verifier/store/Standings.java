package dev.assay.verifier.store;

import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.tpm.ClockInfo;
import dev.assay.verifier.service.QuotedState;
import dev.assay.verifier.service.Standing;
import java.sql.SQLException;
import java.util.Optional;

/// Reads what an appraisal said.
final class Standings {
  /// The columns of appraisal `a` that [#read] needs.
  static final String COLUMNS =
      """
      a.id AS appraisal_id, a.at, a.verdict, a.findings, a.reset_count, a.restart_count,
      a.clock_millis, a.clock_safe, a.tpm_firmware, a.log_sha256, a.replayed, a.golden_sets
      """;

  private Standings() {}

  static Standing read(Row row) throws SQLException {
    return new Standing(
        row.number("appraisal_id"),
        Verdict.valueOf(row.text("verdict")),
        FindingJson.read(row.text("findings")),
        row.time("at"),
        quoted(row),
        row.sha256IfAny("log_sha256"),
        row.flag("replayed"),
        row.texts("golden_sets"));
  }

  private static Optional<QuotedState> quoted(Row row) throws SQLException {
    var resetCount = row.numberIfAny("reset_count");
    if (resetCount.isEmpty()) {
      return Optional.empty();
    }
    var clock =
        new ClockInfo(
            row.number("clock_millis"),
            resetCount.get(),
            row.number("restart_count"),
            row.flag("clock_safe"));
    return Optional.of(new QuotedState(clock, row.number("tpm_firmware")));
  }
}

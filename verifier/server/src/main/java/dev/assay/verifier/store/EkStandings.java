package dev.assay.verifier.store;

import dev.assay.verifier.service.EkStanding;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.statement.SqlStatement;

/// What vouches for an EK, over the columns `ek_standing`, `ek_software`, `ek_description`,
/// `ek_root`, `ek_serial`, `ek_unlisted`.
final class EkStandings {
  private static final String TRUSTED = "TRUSTED";
  private static final String ABSENT = "ABSENT";

  private EkStandings() {}

  static EkStanding read(Row row) throws SQLException {
    return row.text("ek_standing").equals(TRUSTED)
        ? new EkStanding.Trusted(
            row.flag("ek_software"),
            row.text("ek_description"),
            row.text("ek_root"),
            row.text("ek_serial"),
            row.texts("ek_unlisted"))
        : new EkStanding.Absent();
  }

  static <S extends SqlStatement<S>> S bind(S statement, EkStanding standing) {
    return switch (standing) {
      case EkStanding.Trusted trusted ->
          bind(statement, TRUSTED, trusted.serialNumber(), trusted.withoutRevocationList())
              .bind("ek_software", trusted.softwareTpm())
              .bind("ek_description", trusted.description())
              .bind("ek_root", trusted.root());
      case EkStanding.Absent() ->
          bind(statement, ABSENT, "", List.of())
              .bind("ek_software", false)
              .bind("ek_description", "")
              .bind("ek_root", "");
    };
  }

  private static <S extends SqlStatement<S>> S bind(
      S statement, String standing, String serial, List<String> unlisted) {
    return statement
        .bind("ek_standing", standing)
        .bind("ek_serial", serial)
        .bindArray("ek_unlisted", String.class, unlisted);
  }
}

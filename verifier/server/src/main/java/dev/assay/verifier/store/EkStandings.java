package dev.assay.verifier.store;

import dev.assay.verifier.service.EkStanding;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.SqlStatement;

/// What vouches for an EK, over the columns `ek_standing`, `ek_software`, `ek_description`,
/// `ek_root`.
final class EkStandings {
  private static final String TRUSTED = "TRUSTED";
  private static final String ABSENT = "ABSENT";

  private EkStandings() {}

  static EkStanding read(Row row) throws SQLException {
    return row.text("ek_standing").equals(TRUSTED)
        ? new EkStanding.Trusted(
            row.flag("ek_software"), row.text("ek_description"), row.text("ek_root"))
        : new EkStanding.Absent();
  }

  static <S extends SqlStatement<S>> S bind(S statement, EkStanding standing) {
    return switch (standing) {
      case EkStanding.Trusted(var software, var description, var root) ->
          statement
              .bind("ek_standing", TRUSTED)
              .bind("ek_software", software)
              .bind("ek_description", description)
              .bind("ek_root", root);
      case EkStanding.Absent() ->
          statement
              .bind("ek_standing", ABSENT)
              .bind("ek_software", false)
              .bind("ek_description", "")
              .bind("ek_root", "");
    };
  }
}

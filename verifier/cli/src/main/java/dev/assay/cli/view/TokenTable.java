package dev.assay.cli.view;

import dev.assay.cli.terminal.Ages;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Table;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.verifier.Fields;
import java.util.Locale;

/// Operators' tokens.
public final class TokenTable {
  private TokenTable() {}

  /// Prints one row per token of the verifier's answer.
  public static void print(Fields answer, Ages ages, Screen screen) {
    var table = new Table("ID", "NAME", "ROLE", "EXPIRES", "STATE");
    for (var token : answer.list("tokens", fields -> fields)) {
      var revoked = token.time("revokedAt").isPresent();
      table.row(
          Text.of(token.text("id")),
          Text.of(token.text("name")),
          Text.of(token.text("role").toLowerCase(Locale.ROOT)),
          Text.of(ages.moment(token.time("expiresAt"))),
          revoked
              ? Text.of(Style.DIM, "revoked " + ages.ago(token.time("revokedAt")))
              : Text.of(Style.GOOD, "valid"));
    }
    table.print(screen);
  }
}

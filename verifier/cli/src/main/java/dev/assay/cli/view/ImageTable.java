package dev.assay.cli.view;

import dev.assay.cli.terminal.Ages;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Table;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.verifier.Fields;
import java.util.List;

/// OS images at a glance.
public final class ImageTable {
  private ImageTable() {}

  /// Prints one row per role; one for an image that no role has.
  public static void print(List<Fields> images, Ages ages, Screen screen) {
    var table = new Table("IMAGE", "ROLE", "MACHINES", "BY");
    for (var image : images) {
      var roles = image.list("roles", role -> role);
      if (roles.isEmpty()) {
        table.row(
            Text.of(image.text("name")), Words.orDash(""), Words.orDash(""), Words.orDash(""));
      }
      for (var role : roles) {
        table.row(
            Text.of(image.text("name")),
            Text.of(role.text("role")),
            Text.of(Long.toString(role.number("machines"))),
            Text.of(role.text("assignedBy") + " " + ages.ago(role.time("assignedAt"))));
      }
    }
    table.print(screen);
  }
}

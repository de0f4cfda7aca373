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

  /// Prints one row per role and label; one for an image that none has.
  public static void print(List<Fields> images, Ages ages, Screen screen) {
    var table = new Table("IMAGE", "ROLE OR LABEL", "MACHINES", "BY");
    for (var image : images) {
      var roles = image.list("roles", role -> role);
      var labels = image.list("labels", label -> label);
      if (roles.isEmpty() && labels.isEmpty()) {
        table.row(
            Text.of(image.text("name")), Words.orDash(""), Words.orDash(""), Words.orDash(""));
      }
      roles.forEach(role -> row(table, image, role.text("role"), role, ages));
      labels.forEach(label -> row(table, image, label.text("label"), label, ages));
    }
    table.print(screen);
  }

  private static void row(Table table, Fields image, String holder, Fields assigned, Ages ages) {
    table.row(
        Text.of(image.text("name")),
        Text.of(holder),
        Text.of(Long.toString(assigned.number("machines"))),
        Text.of(assigned.text("assignedBy") + " " + ages.ago(assigned.time("assignedAt"))));
  }
}

package dev.assay.cli.view;

import dev.assay.cli.terminal.Ages;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Table;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.verifier.Fields;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Board models at a glance.
public final class ModelTable {
  private ModelTable() {}

  /// Prints one row per model.
  public static void print(List<Fields> models, Ages ages, Screen screen) {
    var table = new Table("MODEL", "STATE", "BY", "CALLS ITSELF");
    for (var model : models) {
      boolean proposed = model.text("state").equals("PROPOSED");
      var by = proposed ? "madeBy" : "confirmedBy";
      var at = proposed ? "madeAt" : "confirmedAt";
      table.row(
          Text.of(model.text("name")),
          proposed ? Text.of(Style.CAUTION, "PROPOSED") : Text.of(model.text("state")),
          Text.of(model.text(by) + " " + ages.ago(model.time(at))),
          Text.of(boards(model)));
    }
    table.print(screen);
  }

  private static String boards(Fields model) {
    return Stream.concat(
            Stream.of(model.object("board")), model.list("aliases", alias -> alias).stream())
        .map(ModelTable::board)
        .collect(Collectors.joining("; "));
  }

  private static String board(Fields board) {
    var said =
        Stream.of("manufacturer", "product", "boardVersion")
            .map(board::text)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(" / "));
    return said.isEmpty() ? "anything" : said;
  }
}

package dev.assay.cli.view;

import dev.assay.cli.terminal.Ages;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Table;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.MachineSummary;
import java.util.List;

/// Kept evidence, judged again.
public final class ReappraisalTable {
  private ReappraisalTable() {}

  /// Prints a row per machine, then what is not as it was then.
  public static void print(List<Fields> results, Ages ages, Screen screen) {
    var table = new Table("MACHINE", "APPRAISED", "THEN", "AGAIN", "FINDINGS", "BY");
    for (var result : results) {
      table.row(
          Text.of(MachineSummary.shortened(result.text("machine"))),
          Text.of(ages.moment(result.time("appraisedAt"))),
          Words.verdict(result.text("then")),
          Words.verdict(result.text("again")),
          result.flag("same") ? Text.of("the same") : Text.of(Style.BAD, "differ"),
          Words.orDash(String.join(", ", result.texts("goldenSets"))));
    }
    table.print(screen);
    var notes = results.stream().flatMap(result -> result.texts("notes").stream()).distinct();
    notes.forEach(
        note -> {
          screen.gap();
          screen.line(Text.of(Style.CAUTION, note));
        });
  }
}

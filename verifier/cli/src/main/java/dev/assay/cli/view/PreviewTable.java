package dev.assay.cli.view;

import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Table;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.MachineSummary;

/// Whose verdict would change.
public final class PreviewTable {
  private PreviewTable() {}

  /// Prints how many, then each that would.
  public static void print(Fields answer, Screen screen) {
    var changes = answer.list("changes", fields -> fields);
    screen.line(
        "%d of %s machines would change%s"
            .formatted(
                changes.size(),
                answer.text("machines"),
                answer.number("unseen") > 0
                    ? "; %s have no evidence that could be judged again."
                        .formatted(answer.text("unseen"))
                    : "."));
    if (changes.isEmpty()) {
      return;
    }
    screen.gap();
    var table = new Table("MACHINE", "HOST", "NOW", "THEN", "FIRST FINDING");
    for (var change : changes) {
      table.row(
          Text.of(MachineSummary.shortened(change.text("machine"))),
          Text.of(change.text("name")),
          Words.verdict(change.text("before")),
          Words.verdict(change.text("after")),
          Text.of(change.text("message")));
    }
    table.print(screen);
  }
}

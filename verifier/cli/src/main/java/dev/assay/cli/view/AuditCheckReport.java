package dev.assay.cli.view;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.cli.audit.LogCheck;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Text;

/// What a check of the audit log found.
///
/// @param held whether checkpoints that a person kept were among those it was held against
public record AuditCheckReport(LogCheck check, boolean held) {
  /// Prints it for people.
  public void print(Screen screen) {
    var wrong = check.wrong();
    if (!wrong.isEmpty()) {
      screen.line(Text.of(Style.BAD, "The audit log is not what was written:"));
      wrong.forEach(sentence -> screen.line("  " + sentence + "."));
      return;
    }
    screen.line(
        Text.of(Style.GOOD, "whole")
            .plus(": %d entries, each hash recomputed, no gap".formatted(check.entries())));
    if (check.checkpoints() > 0) {
      screen.line(
          "%d %s, the last on entry %d"
              .formatted(
                  check.checkpoints(),
                  check.checkpoints() == 1 ? "checkpoint agrees" : "checkpoints agree",
                  check.vouchedFor()));
      check.keys().stream().sorted().forEach(key -> screen.line("signed by " + key));
    }
    if (!held) {
      screen.remark(
          "No checkpoint of your own was given: a log that was written anew as a whole looks the"
              + " same. Keep what `assay audit checkpoints` prints, and give it with"
              + " --checkpoint.");
    }
  }

  /// The same for programs.
  public ObjectNode json() {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("whole", check.wrong().isEmpty())
            .put("entries", check.entries())
            .put("checkpoints", check.checkpoints())
            .put("vouchedFor", check.vouchedFor())
            .put("ownCheckpoints", held);
    var wrong = json.putArray("wrong");
    check.wrong().forEach(wrong::add);
    var keys = json.putArray("keys");
    check.keys().stream().sorted().forEach(keys::add);
    return json;
  }
}

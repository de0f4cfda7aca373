package dev.assay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.Verifier;
import picocli.CommandLine;

/// Tries a hook.
@CommandLine.Command(
    name = "test",
    description = "Call a hook once with a test event; ends with 1 where it does not take it.")
final class HooksTestCommand extends HookActCommand {
  HooksTestCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  JsonNode act(Verifier verifier, String path) throws CommandFailed {
    return verifier.post(path + "/test", Verifier.body());
  }

  @Override
  String said(String hook, Fields answer) {
    return good(answer)
        ? "Hook %s took the event: %s.".formatted(hook, answer.text("detail"))
        : "Hook %s did not take the event: %s".formatted(hook, answer.text("detail"));
  }

  @Override
  boolean good(Fields answer) {
    return answer.flag("delivered");
  }
}

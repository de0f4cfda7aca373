package dev.assay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.Verifier;
import picocli.CommandLine;

/// Removes a hook.
@CommandLine.Command(
    name = "remove",
    description = "Remove a hook and what is on its way to it (role admin).")
final class HooksRemoveCommand extends HookActCommand {
  HooksRemoveCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  JsonNode act(Verifier verifier, String path) throws CommandFailed {
    return verifier.delete(path);
  }

  @Override
  String said(String hook, Fields answer) {
    return "Hook %s is removed.".formatted(hook);
  }
}

package dev.assay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.Verifier;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Pauses a hook, or lets it go on.
@CommandLine.Command(
    name = "pause",
    description = "Send a hook nothing for now; what waits is kept, and given up after a day.")
final class HooksPauseCommand extends HookActCommand {
  @Option(names = "--end", description = "End the pause.")
  private boolean end;

  HooksPauseCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  JsonNode act(Verifier verifier, String path) throws CommandFailed {
    return verifier.post(path + "/pause", Verifier.body().put("paused", !end));
  }

  @Override
  String said(String hook, Fields answer) {
    return (answer.flag("paused") ? "Hook %s is paused." : "Hook %s goes on.").formatted(hook);
  }
}

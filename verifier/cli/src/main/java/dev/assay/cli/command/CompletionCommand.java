package dev.assay.cli.command;

import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Verifier;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Prints the completion script.
@CommandLine.Command(
    name = "completion",
    description = "Print a completion script for bash (and zsh, through bashcompinit).",
    footer = {"", "To use it now: source <(assay completion)"})
final class CompletionCommand extends Command {
  @Spec private @Nullable CommandSpec spec;

  CompletionCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run() {
    if (spec != null) {
      var script = AutoComplete.bash("assay", spec.root().commandLine());
      if (json()) {
        print(Verifier.body().put("script", script));
      } else {
        screen().program(script);
      }
    }
    return ExitCode.OK;
  }
}

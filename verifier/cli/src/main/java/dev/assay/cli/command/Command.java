package dev.assay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Harmless;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/// What all commands share: the surroundings they act in, and `--json`.
abstract class Command implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  Command(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /// Runs it; the process ends with what this returns.
  @Override
  public final Integer call() throws CommandFailed {
    return run().value();
  }

  /// Does the work.
  ///
  /// @throws CommandFailed where it can't be done
  abstract ExitCode run() throws CommandFailed;

  final Surroundings surroundings() {
    return surroundings;
  }

  final Screen screen() {
    return surroundings.screen();
  }

  /// Whether the answer is for a program.
  final boolean json() {
    return json;
  }

  /// Prints JSON; nothing in it can steer a terminal.
  final void print(JsonNode answer) {
    program(answer.toPrettyString());
  }

  /// Prints JSON that is text already.
  final void program(String json) {
    screen().program(Harmless.json(json));
  }
}

package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.ConnectionFile;
import dev.assay.cli.verifier.Verifier;

/// A command that asks the verifier.
abstract class VerifierCommand extends Command {
  VerifierCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  final ExitCode run() throws CommandFailed {
    try (var verifier = new Verifier(new ConnectionFile(surroundings()).load())) {
      return run(verifier);
    }
  }

  /// Does the work.
  ///
  /// @throws CommandFailed where it can't be done
  abstract ExitCode run(Verifier verifier) throws CommandFailed;
}

package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.TokenTable;
import picocli.CommandLine;

/// Lists tokens.
@CommandLine.Command(name = "list", description = "List tokens: whose, which role, until when.")
final class TokensListCommand extends VerifierCommand {
  TokensListCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var answer = verifier.get("/tokens");
    if (json()) {
      print(answer);
    } else {
      TokenTable.print(new Fields(answer), surroundings().ages(), screen());
    }
    return ExitCode.OK;
  }
}

package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Verifier;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// Revokes a token at once.
@CommandLine.Command(name = "revoke", description = "Revoke a token at once.")
final class TokensRevokeCommand extends VerifierCommand {
  @Parameters(paramLabel = "ID", description = "The token's id, as `assay tokens list` shows it.")
  private String id = "";

  TokensRevokeCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var answer = verifier.delete("/tokens/" + Verifier.encoded(id));
    if (json()) {
      print(answer);
    } else {
      screen().line("Token %s is revoked.".formatted(id));
    }
    return ExitCode.OK;
  }
}

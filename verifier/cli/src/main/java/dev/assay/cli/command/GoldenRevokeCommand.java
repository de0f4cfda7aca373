package dev.assay.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Verifier;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Withdraws a golden set that should never have been.
@CommandLine.Command(
    name = "revoke",
    description =
        "Withdraw a golden set as wrong, for good. Its id in the file `revoked` of the signers'"
            + " folder says so to the verifier whatever its database holds.")
final class GoldenRevokeCommand extends GoldenEndCommand {
  @Option(
      names = "--reason",
      required = true,
      paramLabel = "REASON",
      description = "Why; recorded.")
  private String reason = "";

  GoldenRevokeCommand(Surroundings surroundings) {
    super(surroundings, "revoke", "revoked");
  }

  @Override
  ObjectNode body() {
    return Verifier.body().put("reason", reason);
  }
}

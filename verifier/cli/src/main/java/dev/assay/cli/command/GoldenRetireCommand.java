package dev.assay.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Verifier;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Takes a golden set out of force.
@CommandLine.Command(
    name = "retire",
    description =
        "Take a golden set out of force. Machines of its model become UNKNOWN where no other is in"
            + " force.")
final class GoldenRetireCommand extends GoldenEndCommand {
  @Option(names = "--reason", paramLabel = "REASON", description = "Why; recorded.")
  private String reason = "";

  @Option(
      names = "--force-changes",
      paramLabel = "REASON",
      description = "Also where machines become UNTRUSTED by it; the reason is recorded.")
  private String force = "";

  GoldenRetireCommand(Surroundings surroundings) {
    super(surroundings, "retire", "retired");
  }

  @Override
  ObjectNode body() {
    var body = Verifier.body();
    if (!reason.isEmpty()) {
      body.put("reason", reason);
    }
    if (!force.isEmpty()) {
      body.put("forceChangesReason", force);
    }
    return body;
  }
}

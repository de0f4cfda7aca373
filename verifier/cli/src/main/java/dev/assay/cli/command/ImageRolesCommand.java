package dev.assay.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Verifier;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/// A command that changes which OS image roles have, one after the other.
abstract class ImageRolesCommand extends VerifierCommand {
  @Option(
      names = "--force-changes",
      paramLabel = "REASON",
      description = "Why, although machines become UNTRUSTED by it.")
  private String force = "";

  ImageRolesCommand(Surroundings surroundings) {
    super(surroundings);
  }

  /// @param route below `/images/`
  /// @param asked what is asked of each role, which is put into it
  /// @param outcome what a role has then, as the end of a sentence
  final ExitCode change(
      Verifier verifier,
      List<String> roles,
      String route,
      Supplier<ObjectNode> asked,
      String outcome)
      throws CommandFailed {
    var answers = Verifier.body();
    var list = answers.putArray("images");
    for (var role : roles) {
      var body = asked.get().put("role", role);
      if (!force.isEmpty()) {
        body.put("forceChangesReason", force);
      }
      list.add(verifier.post("/images/" + route, body));
      if (!json()) {
        screen().line("%s has %s.".formatted(role, outcome));
      }
    }
    if (json()) {
      print(answers);
    }
    return ExitCode.OK;
  }
}

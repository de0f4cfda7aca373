package dev.assay.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Verifier;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// A command that changes which OS image roles or labels have, one after the other.
abstract class ImageHoldersCommand extends VerifierCommand {
  @ArgGroup(multiplicity = "1")
  private Holders holders = new Holders();

  /// Roles, or labels.
  private static final class Holders {
    @Option(
        names = "--role",
        required = true,
        arity = "1..*",
        split = ",",
        paramLabel = "ROLE",
        description = "The roles.")
    private List<String> roles = List.of();

    @Option(
        names = "--label",
        required = true,
        arity = "1..*",
        split = ",",
        paramLabel = "KEY=VALUE",
        description = "The labels.")
    private List<String> labels = List.of();
  }

  @Option(
      names = "--force-changes",
      paramLabel = "REASON",
      description = "Why, although machines become UNTRUSTED by it.")
  private String force = "";

  ImageHoldersCommand(Surroundings surroundings) {
    super(surroundings);
  }

  /// @param route below `/images/`
  /// @param asked what is asked of each role or label, which is put into it
  /// @param outcome what each has then, as the end of a sentence
  final ExitCode change(Verifier verifier, String route, Supplier<ObjectNode> asked, String outcome)
      throws CommandFailed {
    var answers = Verifier.body();
    var list = answers.putArray("images");
    for (var role : holders.roles) {
      list.add(change(verifier, route, asked.get().put("role", role), role, outcome));
    }
    for (var label : holders.labels) {
      list.add(change(verifier, route, asked.get().put("label", label), label, outcome));
    }
    if (json()) {
      print(answers);
    }
    return ExitCode.OK;
  }

  private JsonNode change(
      Verifier verifier, String route, ObjectNode body, String holder, String outcome)
      throws CommandFailed {
    if (!force.isEmpty()) {
      body.put("forceChangesReason", force);
    }
    var answer = verifier.post("/images/" + route, body);
    if (!json()) {
      screen().line("%s has %s.".formatted(holder, outcome));
    }
    return answer;
  }
}

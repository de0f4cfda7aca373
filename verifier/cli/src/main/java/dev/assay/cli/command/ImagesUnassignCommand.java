package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Verifier;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Takes the OS image of roles away.
@CommandLine.Command(
    name = "unassign",
    description =
        "Take the OS image of roles away: their machines are held to the OS sets of their board"
            + " models. Refused where machines would become UNTRUSTED by it, until you say why.")
final class ImagesUnassignCommand extends VerifierCommand {
  @Option(
      names = "--role",
      required = true,
      arity = "1..*",
      split = ",",
      paramLabel = "ROLE",
      description = "The roles.")
  private List<String> roles = List.of();

  @Option(
      names = "--force-changes",
      paramLabel = "REASON",
      description = "Why, although machines become UNTRUSTED by it.")
  private String force = "";

  ImagesUnassignCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var answers = Verifier.body();
    var list = answers.putArray("images");
    for (var role : roles) {
      var body = Verifier.body().put("role", role);
      if (!force.isEmpty()) {
        body.put("forceChangesReason", force);
      }
      list.add(verifier.post("/images/unassign", body));
      if (!json()) {
        screen().line("%s has no OS image.".formatted(role));
      }
    }
    if (json()) {
      print(answers);
    }
    return ExitCode.OK;
  }
}

package dev.assay.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.GoldenSets;
import dev.assay.cli.verifier.Verifier;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Puts approved golden sets in force.
@CommandLine.Command(
    name = "activate",
    description =
        "Put approved golden sets in force. The one of the same model and layer that was in force"
            + " is retired, at once or with --until.")
final class GoldenActivateCommand extends VerifierCommand {
  @Parameters(arity = "1..*", paramLabel = "ID", description = "Six or more characters of the ids.")
  private List<String> names = List.of();

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description =
          "Let the set before it stay in force beside it until then: 2026-12-24T18:00:00Z, or 14d,"
              + " 12h, 30m from now.")
  private String until = "";

  @Option(
      names = "--share",
      paramLabel = "PERCENT",
      description =
          "How many of the model's machines are meant to get it meanwhile; `assay golden rollout`"
              + " says when there are more.")
  private int share;

  @Option(
      names = "--force-changes",
      paramLabel = "REASON",
      description = "Also where machines become UNTRUSTED by it; the reason is recorded.")
  private String force = "";

  GoldenActivateCommand(Surroundings surroundings) {
    super(surroundings);
  }

  private ObjectNode body() throws CommandFailed {
    var body = Verifier.body();
    if (!until.isEmpty()) {
      body.put("until", Moments.of("--until", until, surroundings().clock()).toString());
    }
    if (share != 0) {
      body.put("share", share);
    }
    if (!force.isEmpty()) {
      body.put("forceChangesReason", force);
    }
    return body;
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var activated = Verifier.body();
    var list = activated.putArray("sets");
    var body = body();
    for (var set : GoldenSets.of(verifier, "").named(names)) {
      list.add(verifier.post("/golden/" + Verifier.encoded(set.id()) + "/activate", body));
      if (!json()) {
        screen()
            .line(
                "Golden set %s (%s, %s) is in force."
                    .formatted(set.id(), set.model(), set.layer()));
      }
    }
    if (json()) {
      print(activated);
    }
    return ExitCode.OK;
  }
}

package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.GoldenSets;
import dev.assay.cli.verifier.Verifier;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Puts drafts into force.
@CommandLine.Command(
    name = "approve",
    description =
        "Put golden sets into force. The one of the same model and layer that was in force is"
            + " retired.")
final class GoldenApproveCommand extends VerifierCommand {
  @Parameters(arity = "1..*", paramLabel = "ID", description = "Six or more characters of the ids.")
  private List<String> names = List.of();

  @Option(
      names = "--accept-differences",
      paramLabel = "REASON",
      description = "Accept what siblings differ in and no rule explains; the reason is recorded.")
  private String reason = "";

  GoldenApproveCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var approved = Verifier.body();
    var list = approved.putArray("sets");
    for (var set : GoldenSets.of(verifier, "").named(names)) {
      var body = Verifier.body();
      if (!reason.isEmpty()) {
        body.put("acceptDifferencesReason", reason);
      }
      list.add(verifier.post("/golden/" + Verifier.encoded(set.id()) + "/approve", body));
      if (!json()) {
        screen()
            .line(
                "Golden set %s (%s, %s) is in force."
                    .formatted(set.id(), set.model(), set.layer()));
      }
    }
    if (json()) {
      print(approved);
    }
    return ExitCode.OK;
  }
}

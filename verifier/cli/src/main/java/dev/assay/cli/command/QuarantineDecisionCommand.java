package dev.assay.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.Machines;
import dev.assay.cli.verifier.Verifier;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A person's decision on machines, with a reason that is kept.
abstract class QuarantineDecisionCommand extends VerifierCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "MACHINE",
      description = "Host names, or six or more digits of the ids.")
  private List<String> names = List.of();

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "WORDS",
      description = "Why, for those who read it later.")
  private String reason = "";

  private final String act;

  QuarantineDecisionCommand(Surroundings surroundings, String act) {
    super(surroundings);
    this.act = act;
  }

  /// What the request says beside the reason.
  void add(ObjectNode body) {}

  @Override
  final ExitCode run(Verifier verifier) throws CommandFailed {
    var decided = Verifier.body();
    var list = decided.putArray("machines");
    for (var machine : Machines.of(verifier).named(names)) {
      var body = Verifier.body().put("reason", reason);
      add(body);
      var answer = verifier.post("/quarantine/" + machine.id() + "/" + act, body);
      list.add(answer);
      if (!json()) {
        screen().line("%s is %s.".formatted(machine.named(), said(new Fields(answer))));
      }
    }
    if (json()) {
      print(decided);
    }
    return ExitCode.OK;
  }

  private static String said(Fields answer) {
    return switch (answer.text("mode")) {
      case "RECORD" -> answer.text("state") + " on record only; no hook is told";
      case "DRY_RUN" -> answer.text("state") + " in a dry run; no hook is told";
      default -> answer.text("state");
    };
  }
}

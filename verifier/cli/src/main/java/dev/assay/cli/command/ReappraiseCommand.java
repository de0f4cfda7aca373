package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.MachineSummary;
import dev.assay.cli.verifier.Machines;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.ReappraisalTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Judges kept evidence again.
@CommandLine.Command(
    name = "reappraise",
    description =
        "Judge kept evidence again, by the golden sets and policy that were in force when it came."
            + " The same inputs give the same result; where they don't, it says why. Ends with 1"
            + " where anything differs.")
final class ReappraiseCommand extends VerifierCommand {
  @Option(
      names = "--machine",
      arity = "1..*",
      split = ",",
      paramLabel = "MACHINE",
      description = "Host names, or six or more digits of the ids.")
  private List<String> names = List.of();

  @Option(names = "--model", paramLabel = "MODEL", description = "All machines of this model.")
  private String model = "";

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description = "The last evidence of that time, as 2026-11-22T12:00:00Z; else the latest.")
  private String asOf = "";

  ReappraiseCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    if (names.isEmpty() == model.isEmpty()) {
      throw new CommandFailed(ExitCode.USAGE, "Whose evidence? Give --machine or --model.");
    }
    var at = asOf.isEmpty() ? "" : Moments.at("--as-of", asOf).toString();
    var answers = Verifier.body();
    var list = answers.putArray("reappraisals");
    var results = new ArrayList<Fields>();
    for (var machine : machines(verifier)) {
      var answer = verifier.get("/machines/" + machine.id() + "/reappraisal", Map.of("asOf", at));
      list.add(answer);
      results.add(new Fields(answer));
    }
    if (json()) {
      print(answers);
    } else {
      ReappraisalTable.print(results, surroundings().ages(), screen());
    }
    return results.stream().allMatch(result -> result.flag("same"))
        ? ExitCode.OK
        : ExitCode.BAD_NEWS;
  }

  private List<MachineSummary> machines(Verifier verifier) throws CommandFailed {
    return model.isEmpty()
        ? Machines.of(verifier).named(names)
        : Machines.of(new Fields(verifier.get("/machines", Map.of("model", model)))).all();
  }
}

package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.GoldenSets;
import dev.assay.cli.verifier.Machines;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.GoldenReport;
import dev.assay.cli.view.GoldenTable;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Drafts golden sets from what healthy siblings measured.
@CommandLine.Command(
    name = "draft",
    description =
        "Draft golden sets of both layers (firmware, os) from siblings that you know to be"
            + " healthy.")
final class GoldenDraftCommand extends VerifierCommand {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "MODEL",
      description = "The board model they are of.")
  private String model = "";

  @Option(
      names = "--from",
      required = true,
      arity = "1..*",
      split = ",",
      paramLabel = "MACHINE",
      description = "Two siblings or more: host names, or six or more digits of the ids.")
  private List<String> from = List.of();

  @Option(
      names = "--single",
      paramLabel = "REASON",
      description = "Why one machine alone is enough; recorded.")
  private String single = "";

  @Option(names = "--ids", description = "Print nothing but the new ids, one per line.")
  private boolean ids;

  GoldenDraftCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var body = Verifier.body().put("model", model);
    var machines = body.putArray("from");
    Machines.of(verifier).named(from).forEach(machine -> machines.add(machine.id()));
    if (!single.isEmpty()) {
      body.put("singleMachineReason", single);
    }
    var answer = verifier.post("/golden", body);
    var sets = GoldenSets.of(new Fields(answer)).all();
    if (json()) {
      print(answer);
    } else if (ids) {
      sets.forEach(set -> screen().line(set.id()));
    } else {
      GoldenTable.print(sets, surroundings().ages(), screen());
      sets.forEach(set -> GoldenReport.printQuirks(set, screen()));
      GoldenReport.printDifferences(new Fields(answer), screen());
    }
    return ExitCode.OK;
  }
}

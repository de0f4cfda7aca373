package dev.assay.cli.command;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.GoldenSets;
import dev.assay.cli.verifier.Verifier;
import dev.assay.cli.view.GoldenTable;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Lists golden sets.
@CommandLine.Command(name = "list", description = "List golden sets.")
final class GoldenListCommand extends VerifierCommand {
  @Option(names = "--model", paramLabel = "MODEL", description = "Only those of this board model.")
  private String model = "";

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description =
          "Only DRAFT, PROPOSED, APPROVED, ACTIVE, RETIRED or REVOKED ones; not with --json.")
  private String state = "";

  @Option(names = "--ids", description = "Print nothing but ids, one per line.")
  private boolean ids;

  GoldenListCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run(Verifier verifier) throws CommandFailed {
    var answer = verifier.get("/golden", Map.of("model", model));
    var wanted = state.toUpperCase(Locale.ROOT);
    var sets =
        GoldenSets.of(new Fields(answer)).all().stream()
            .filter(set -> wanted.isEmpty() || set.state().equals(wanted))
            .toList();
    if (json()) {
      print(answer);
    } else if (ids) {
      sets.forEach(set -> screen().line(set.id()));
    } else if (sets.isEmpty()) {
      screen()
          .remark(
              "There is no such golden set; make one with `assay golden propose --model M --from"
                  + " MACHINE MACHINE`.");
    } else {
      GoldenTable.print(sets, surroundings().ages(), screen());
    }
    return ExitCode.OK;
  }
}

package dev.assay.cli.command;

import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Provenance;
import dev.assay.cli.input.InputFile;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.quote.GoldenFiles;
import dev.assay.cli.terminal.Surroundings;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// Reads golden sets as files, offline.
@CommandLine.Command(
    name = "check",
    description =
        "Read golden sets in files as `assay verify` would, and say what they are. Asks no"
            + " verifier, and says nothing of whether they are in force.",
    footer = {"", "Ends with 0 where all are golden sets, 2 where one is not."})
final class GoldenCheckCommand extends Command {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "A file; - is the standard input.")
  private List<String> files = List.of();

  GoldenCheckCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run() throws CommandFailed {
    for (var name : files) {
      for (var set : GoldenFiles.sets(InputFile.read(name, surroundings()))) {
        screen().line(name + ": " + words(set));
      }
    }
    return ExitCode.OK;
  }

  private static String words(GoldenSet set) {
    return "%s, %s set of %s, %d events%s%s"
        .formatted(
            set.id(),
            set.layer().name().toLowerCase(Locale.ROOT),
            set.subject(),
            set.events().size(),
            set.firmwareVersion().isEmpty() ? "" : ", firmware " + set.firmwareVersion(),
            set.provenance().map(GoldenCheckCommand::words).orElse(""));
  }

  private static String words(Provenance made) {
    return ", by %s at %s from %d of which %d are a quorum"
        .formatted(made.proposedBy(), made.at(), made.sources().size(), made.quorum());
  }
}

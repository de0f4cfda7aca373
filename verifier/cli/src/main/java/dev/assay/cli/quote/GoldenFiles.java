package dev.assay.cli.quote;

import dev.assay.appraisal.GoldenSets;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import dev.assay.cli.input.InputFile;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.golden.GoldenJson;
import dev.assay.golden.GoldenSetInvalid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Golden sets that a person holds a boot against, on their own decision: whether a set is in force
/// is the verifier's to say.
public final class GoldenFiles {
  private GoldenFiles() {}

  /// The sets in the files; none where there is no file.
  ///
  /// @throws CommandFailed (2) where a file is no golden set, or the sets don't go together
  public static Optional<GoldenSets.Active> read(List<InputFile> files) throws CommandFailed {
    if (files.isEmpty()) {
      return Optional.empty();
    }
    List<GoldenSet> firmware = new ArrayList<>();
    List<GoldenSet> os = new ArrayList<>();
    for (var file : files) {
      for (var set : sets(file)) {
        (set.layer() == Layer.FIRMWARE ? firmware : os).add(set);
      }
    }
    if (firmware.isEmpty()) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "No golden set of the firmware layer is given, and without it nothing is trusted; add it"
              + " with --golden.");
    }
    if (firmware.stream().map(GoldenSet::subject).distinct().count() > 1) {
      throw new CommandFailed(
          ExitCode.USAGE, "The golden sets are of several board models; give those of one.");
    }
    return Optional.of(new GoldenSets.Active(firmware, os));
  }

  /// The sets in one file: a document, or a list of them.
  ///
  /// @throws CommandFailed (2) where it holds something else
  public static List<GoldenSet> sets(InputFile file) throws CommandFailed {
    try {
      return GoldenJson.readAll(new String(file.bytes().toArray(), StandardCharsets.UTF_8));
    } catch (GoldenSetInvalid e) {
      throw file.unusable("is no golden set: " + e.reason(), e);
    }
  }
}

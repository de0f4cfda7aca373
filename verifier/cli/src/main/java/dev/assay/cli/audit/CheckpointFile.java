package dev.assay.cli.audit;

import dev.assay.audit.Malformed;
import dev.assay.audit.SignedCheckpoint;
import dev.assay.cli.input.InputFile;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.terminal.Surroundings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Checkpoints that a person kept: JSON lines of `assay audit checkpoints`, or lines of the
/// verifier's own log that hold one.
public final class CheckpointFile {
  private CheckpointFile() {}

  /// All of a file.
  ///
  /// @throws CommandFailed (2) where there is none, or a line holds none
  public static List<SignedCheckpoint> read(String name, Surroundings at) throws CommandFailed {
    var file = InputFile.read(name, at);
    var text = new String(file.bytes().toArray(), StandardCharsets.UTF_8);
    var checkpoints = new ArrayList<SignedCheckpoint>();
    for (var line : text.lines().filter(one -> !one.isBlank()).toList()) {
      checkpoints.add(checkpoint(line.strip(), file));
    }
    if (checkpoints.isEmpty()) {
      throw file.unusable("holds no checkpoint", new IllegalArgumentException("empty"));
    }
    return checkpoints;
  }

  private static SignedCheckpoint checkpoint(String line, InputFile file) throws CommandFailed {
    try {
      return SignedCheckpoint.read(line.substring(Math.max(0, line.indexOf('{'))));
    } catch (Malformed malformed) {
      throw file.unusable("holds a line that is no checkpoint: " + malformed.reason(), malformed);
    }
  }
}

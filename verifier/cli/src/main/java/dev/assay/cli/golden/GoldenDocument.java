package dev.assay.cli.golden;

import dev.assay.cli.input.InputFile;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.golden.GoldenFile;
import dev.assay.golden.GoldenJson;
import dev.assay.golden.GoldenSetInvalid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A golden set that was put forward, as a file or as the verifier answers with it.
public final class GoldenDocument {
  private GoldenDocument() {}

  /// Reads a file.
  ///
  /// @throws CommandFailed (2) where it is no golden set, or one that nobody put forward
  public static GoldenFile read(String name, Surroundings at) throws CommandFailed {
    var bytes = InputFile.read(name, at).bytes().toArray();
    return of(name, new String(bytes, StandardCharsets.UTF_8));
  }

  /// Reads a document.
  ///
  /// @param name what people call it
  /// @throws CommandFailed (2) as [#read]
  public static GoldenFile of(String name, String json) throws CommandFailed {
    try {
      return GoldenFile.read(json)
          .orElseThrow(
              () ->
                  new CommandFailed(
                      ExitCode.USAGE,
                      "%s is a draft; `assay golden propose` puts it forward.".formatted(name)));
    } catch (GoldenSetInvalid e) {
      throw invalid(name, e);
    }
  }

  /// A set as a file, whether or not it was put forward; without its history.
  ///
  /// @throws CommandFailed (2) where it is no golden set
  public static String text(String name, String json) throws CommandFailed {
    try {
      var file = GoldenFile.read(json).map(GoldenFile::write);
      return file.isPresent()
          ? file.get()
          : GoldenJson.document(GoldenJson.read(json)).toPrettyString();
    } catch (GoldenSetInvalid e) {
      throw invalid(name, e);
    }
  }

  private static CommandFailed invalid(String name, GoldenSetInvalid e) {
    return new CommandFailed(
        ExitCode.USAGE, "%s is no golden set: %s.".formatted(name, e.reason()), e);
  }

  /// Writes a file, all of it or nothing.
  ///
  /// @throws CommandFailed (2) where it can't be written
  public static void write(String name, GoldenFile file) throws CommandFailed {
    var path = Path.of(name);
    var temporary = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.writeString(temporary, file.write());
      Files.move(temporary, path, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.USAGE, "%s can't be written; check the folder.".formatted(name), e);
    }
  }
}

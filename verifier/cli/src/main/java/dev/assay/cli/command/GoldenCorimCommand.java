package dev.assay.cli.command;

import dev.assay.cli.golden.KeyFiles;
import dev.assay.cli.input.InputFile;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.quote.GoldenFiles;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.reference.corim.CorimWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyException;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes a golden set for others' verifiers, offline.
@CommandLine.Command(
    name = "corim",
    description =
        "Write a golden set as a signed CoRIM, for other verifiers: the PCR values that are the"
            + " same on every machine. Asks no verifier.",
    footer = {
      "",
      "Example:",
      "  assay golden corim firmware.json --key alice.key --out firmware.corim"
    })
final class GoldenCorimCommand extends Command {
  @Parameters(paramLabel = "FILE", description = "The golden set; - is the standard input.")
  private String file = "";

  @Option(
      names = "--key",
      paramLabel = "FILE",
      required = true,
      description = "The private key that signs it (`assay key new`).")
  private String key = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The file to write; it must not be there yet.")
  private String out = "";

  GoldenCorimCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode run() throws CommandFailed {
    var input = InputFile.read(file, surroundings());
    var sets = GoldenFiles.sets(input);
    if (sets.size() != 1) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "%s holds %d golden sets; a manifest is of one.".formatted(file, sets.size()));
    }
    try {
      var manifest = CorimWriter.write(sets.getFirst(), KeyFiles.read(key, surroundings()).key());
      Files.write(Path.of(out), manifest.toArray(), StandardOpenOption.CREATE_NEW);
    } catch (IllegalArgumentException | KeyException e) {
      throw input.unusable("can't be written as a CoRIM: " + e.getMessage(), e);
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailed(
          ExitCode.USAGE, "%s is there already; choose another name.".formatted(out), e);
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.USAGE, "%s can't be written; check the folder.".formatted(out), e);
    }
    return ExitCode.OK;
  }
}

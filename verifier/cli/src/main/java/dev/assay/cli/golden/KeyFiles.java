package dev.assay.cli.golden;

import dev.assay.cli.input.InputFile;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import dev.assay.cli.terminal.Surroundings;
import dev.assay.golden.signing.KeyInvalid;
import dev.assay.golden.signing.SigningKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Files of private keys, which only their owner can read.
public final class KeyFiles {
  private KeyFiles() {}

  /// Writes a new file of mode 0600.
  ///
  /// @throws CommandFailed (2) where there is one of that name, or it can't be written
  public static void write(String name, SigningKey key) throws CommandFailed {
    var path = Path.of(name);
    try {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(path, key.write());
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailed(
          ExitCode.USAGE, "%s is there already; choose another name.".formatted(name), e);
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.USAGE, "%s can't be written; check the folder.".formatted(name), e);
    }
  }

  /// Reads one.
  ///
  /// @throws CommandFailed (2) where there is none or it holds no private key
  public static SigningKey read(String name, Surroundings at) throws CommandFailed {
    var file = InputFile.read(name, at);
    try {
      return SigningKey.parse(file.bytes().toLatin1());
    } catch (KeyInvalid e) {
      throw file.unusable("holds no private key: " + e.reason(), e);
    }
  }
}

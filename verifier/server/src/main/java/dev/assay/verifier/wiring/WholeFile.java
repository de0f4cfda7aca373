package dev.assay.verifier.wiring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Writes a file all at once or not at all: whoever reads it, also after a power cut, finds the old
/// text or the new.
final class WholeFile {
  private WholeFile() {}

  /// A file that only its owner can read.
  static void secret(Path file, String text) throws IOException {
    write(file, text, "rw-------");
  }

  /// A file that is no secret.
  static void open(Path file, String text) throws IOException {
    write(file, text, "rw-r--r--");
  }

  private static void write(Path file, String text, String permissions) throws IOException {
    var temporary = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(temporary);
    Files.createFile(
        temporary,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(temporary, text, StandardCharsets.UTF_8, StandardOpenOption.SYNC);
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString(permissions));
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }
}

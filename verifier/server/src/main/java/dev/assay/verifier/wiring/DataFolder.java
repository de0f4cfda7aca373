package dev.assay.verifier.wiring;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// The folder that holds what this verifier keeps outside a database. For its owner alone, and for
/// one verifier at a time: the lock goes with the process, however it ends.
final class DataFolder implements AutoCloseable {
  private final Path path;
  private final FileChannel lockFile;

  private DataFolder(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  static DataFolder open(Path path) {
    try {
      Files.createDirectories(path);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      var channel =
          FileChannel.open(
              path.resolve("verifier.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new StartupFailure(
            "Another verifier is running on the data folder "
                + path
                + ". Stop it, or set ASSAY_DATA to another folder.");
      }
      return new DataFolder(path, channel);
    } catch (IOException | UnsupportedOperationException unusable) {
      throw new StartupFailure(
          "The data folder "
              + path
              + " can't be used. Make it writable, or set ASSAY_DATA to another folder.",
          unusable);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException held) {
      return null;
    }
  }

  Path path() {
    return path;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /// Writes a file that only the owner can read, all of it or nothing.
  void writeSecret(String name, String text) throws IOException {
    WholeFile.secret(file(name), text);
  }

  /// Writes a file that is no secret.
  void writePublic(String name, String text) throws IOException {
    WholeFile.open(file(name), text);
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException ignored) {
      // The lock goes with the process.
      return;
    }
  }
}

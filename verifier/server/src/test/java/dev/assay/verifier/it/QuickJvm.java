package dev.assay.verifier.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How the programs are started that these tests start by the hundred: with one compiler, and with
/// an archive of their classes, which the JVM makes when the first of them ends. Half of what a
/// short run costs is loading classes. A tenth of a verifier's start is encrypting the keys that
/// its TLS server holds in memory, with ten thousand rounds each: here it is one.
final class QuickJvm {

  private static final Duration LONGEST_FIRST_RUN = Duration.ofMinutes(1);

  private QuickJvm() {}

  /// Whether a program started now is the one that makes the archive: making it takes twice as long
  /// as all that it did before. Where it was killed, another one does.
  private static boolean isFirst(Path archive) {
    var claim = Path.of(archive + ".claimed");
    try {
      if (Files.exists(claim)
          && Files.getLastModifiedTime(claim)
              .toInstant()
              .isBefore(Instant.now().minus(LONGEST_FIRST_RUN))) {
        Files.deleteIfExists(claim);
      }
      Files.createFile(claim);
      return true;
    } catch (FileAlreadyExistsException _) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `java` and its options; more may follow.
  ///
  /// @param archive of the program's classes, whether or not it is there yet
  static List<String> command(Path archive, String... options) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+UseTransparentHugePages");
    command.add("-Dkeystore.pkcs12.keyPbeIterationCount=1");
    if (Files.exists(archive) || isFirst(archive)) {
      command.add("-XX:+AutoCreateSharedArchive");
      command.add("-XX:SharedArchiveFile=" + archive);
    }
    // An archive that another process is just writing is no news for a program's output.
    command.add("-Xlog:disable");
    command.addAll(List.of(options));
    return command;
  }
}

package dev.assay.verifier.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How the programs are started that these tests start by the hundred: with one compiler, and with
/// an archive of their classes, which the JVM makes when the first of them ends. Half of what a
/// short run costs is loading classes.
final class QuickJvm {

  private QuickJvm() {}

  /// `java` and its options; more may follow.
  ///
  /// @param archive of the program's classes, whether or not it is there yet
  static List<String> command(Path archive, String... options) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+AutoCreateSharedArchive");
    command.add("-XX:SharedArchiveFile=" + archive);
    // An archive that another process is just writing is no news for a program's output.
    command.add("-Xlog:disable");
    command.addAll(List.of(options));
    return command;
  }
}

package dev.assay.appraisal.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// How long the files of a corpus took, for people to read: a slow machine fails no test.
public final class Slowest {
  private Slowest() {}

  /// Does this with each file, twice, and prints which took longest.
  ///
  /// @param what the files are, in the plural
  public static void print(String what, List<Path> files, Consumer<Path> action) {
    Duration longest = Duration.ZERO;
    Path slowest = Path.of("");
    for (Path file : files) {
      action.accept(file); // classes are loaded by whichever comes first
      long start = System.nanoTime();
      action.accept(file);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      if (took.compareTo(longest) > 0) {
        longest = took;
        slowest = file;
      }
    }
    System.out.printf(
        "slowest of %d %s: %s, %d ms%n",
        files.size(), what, slowest.getFileName(), longest.toMillis());
  }
}

package dev.assay.verifier.hooks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program and all that it started. Those whose parent has ended are found by a mark in the
/// environment that they inherited.
final class ProcessTree {
  private static final int ROUNDS = 20;
  private static final int LONGEST_ENVIRONMENT = 128 * 1024;

  private final Process process;
  private final String mark;

  /// @param mark a text that no other process has in its environment
  ProcessTree(Process process, String mark) {
    this.process = process;
    this.mark = mark;
  }

  /// Waits for the program itself.
  ///
  /// @return false where it has not ended within the time
  boolean waitFor(Duration most) throws InterruptedException {
    return process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Kills what is left; more than once, because what is being killed may still start others.
  void kill() {
    for (int round = 0; round < ROUNDS; round++) {
      var left = left();
      if (left.isEmpty()) {
        return;
      }
      left.forEach(ProcessHandle::destroyForcibly);
    }
  }

  private List<ProcessHandle> left() {
    var left = new ArrayList<ProcessHandle>(process.descendants().toList());
    left.addAll(marked());
    if (process.isAlive()) {
      left.add(process.toHandle());
    }
    return left.stream().filter(ProcessHandle::isAlive).distinct().toList();
  }

  private List<ProcessHandle> marked() {
    var marked = new ArrayList<ProcessHandle>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (var folder : processes) {
        if (isMarked(folder)) {
          ProcessHandle.of(Long.parseLong(folder.getFileName().toString())).ifPresent(marked::add);
        }
      }
    } catch (IOException notLinux) {
      // Without /proc the descendants are all that can be found.
    }
    return marked;
  }

  private boolean isMarked(Path folder) {
    try (var in = Files.newInputStream(folder.resolve("environ"))) {
      var environment = new String(in.readNBytes(LONGEST_ENVIRONMENT), StandardCharsets.ISO_8859_1);
      return environment.contains(mark);
    } catch (IOException goneOrForeign) {
      return false;
    }
  }
}

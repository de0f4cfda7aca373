package dev.assay.verifier.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs programs to their end.
final class Commands {

  /// What a program did.
  record Ended(int exit, String output) {}

  private static final int PATIENCE_SECONDS = 60;

  private Commands() {}

  /// Runs a command that must succeed and gives its output.
  static String run(Path folder, Map<String, String> environment, List<String> command) {
    var ended = tryRun(folder, environment, command);
    if (ended.exit() != 0) {
      throw new IllegalStateException(
          "%s ended with %d:%n%s".formatted(command, ended.exit(), ended.output()));
    }
    return ended.output();
  }

  static Ended tryRun(Path folder, Map<String, String> environment, List<String> command) {
    try {
      var output = Files.createTempFile(folder, "command", ".log");
      var builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      var process = builder.start();
      // Nobody is there to answer questions.
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " did not end");
      }
      var text = Files.readString(output, StandardCharsets.ISO_8859_1);
      Files.delete(output);
      return new Ended(process.exitValue(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

package dev.assay.agent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs programs of the system and waits for them.
final class Commands {

  private static final long SECONDS = 60;

  private Commands() {}

  /// What the program wrote to its standard output.
  ///
  /// @throws IllegalStateException where it fails or takes too long; the message holds what it
  ///   printed
  static String run(Path folder, Map<String, String> environment, List<String> command) {
    try {
      Path errors = Files.createTempFile(folder, "stderr", null);
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " took more than " + SECONDS + " s");
      }
      String complaints = Files.readString(errors, StandardCharsets.UTF_8);
      Files.delete(errors);
      if (process.exitValue() != 0) {
        throw new IllegalStateException(
            command + " ended with " + process.exitValue() + ":\n" + output + complaints);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "can't run " + command.getFirst() + ": install swtpm, swtpm-tools and tpm2-tools", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + command + " ran", e);
    }
  }
}

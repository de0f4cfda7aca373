package dev.assay.agent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// The real program `assay-agent`, as a process on this JVM's class path.
public final class AgentProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final Process process;
  private final Path out;
  private final Path err;

  private AgentProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /// Starts it. Nothing of the environment that could configure it is passed on.
  ///
  /// @param folder where its output goes
  public static AgentProcess start(Path folder, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx24m", "-Xshare:auto"));
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(List.of("-cp", classPath(), "dev.assay.agent.AssayAgent"));
    command.addAll(List.of(arguments));
    try {
      var out = Files.createTempFile(folder, "agent", ".out");
      var err = Files.createTempFile(folder, "agent", ".err");
      var builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("ASSAY_"));
      return new AgentProcess(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Surefire hands the class path on in a property of its own.
  private static String classPath() {
    return Objects.requireNonNull(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
  }

  /// Waits for its end; the exit code.
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the agent did not end: " + err());
    }
    return process.exitValue();
  }

  /// Sends SIGTERM.
  public void terminate() {
    process.destroy();
  }

  /// What it wrote to standard output so far.
  public String out() {
    return read(out);
  }

  /// What it wrote to standard error so far.
  public String err() {
    return read(err);
  }

  /// Waits until standard error holds that text.
  public void awaitErr(String text) throws InterruptedException {
    for (var i = 0; i < PATIENCE_SECONDS * 50; i++) {
      if (err().contains(text)) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("the agent never said '" + text + "' but: " + err());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

package dev.assay.appraisal.testing;

import dev.assay.appraisal.codec.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real TPM in software (swtpm), fresh and without certificates, driven by tpm2-tools. Needs the
/// packages swtpm and tpm2-tools.
public final class SoftwareTpm implements AutoCloseable {
  private static final long START_SECONDS = 10;
  private static final long TOOL_SECONDS = 60;

  private final Path folder;
  private final Process process;

  private SoftwareTpm(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  public static SoftwareTpm start() {
    try {
      Path folder = Files.createTempDirectory("assay-tpm");
      Path state = Files.createDirectory(folder.resolve("state"));
      Path socket = folder.resolve("tpm");
      Process process =
          new ProcessBuilder(
                  "swtpm",
                  "socket",
                  "--tpm2",
                  "--tpmstate",
                  "dir=" + state,
                  "--server",
                  "type=unixio,path=" + socket,
                  "--ctrl",
                  "type=unixio,path=" + socket + ".ctrl",
                  "--flags",
                  "not-need-init,startup-clear")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("swtpm.log").toFile())
              .start();
      SoftwareTpm tpm = new SoftwareTpm(folder, process);
      tpm.awaitSocket(socket);
      return tpm;
    } catch (IOException e) {
      throw new UncheckedIOException("swtpm can't be started: install swtpm and tpm2-tools", e);
    }
  }

  /// A file in the tools' working folder.
  public Path file(String name) {
    return folder.resolve(name);
  }

  public Bytes read(String name) {
    return Captures.read(file(name));
  }

  public void write(String name, Bytes content) {
    try {
      Files.write(file(name), content.toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs a tool in the working folder, which must succeed.
  ///
  /// @param command name and arguments, separated by blanks
  public void run(String command) {
    String output = output(command);
    if (output.startsWith("exit ") && !output.startsWith("exit 0\n")) {
      throw new AssertionError(command + ": " + output);
    }
  }

  /// Whether the tool succeeds.
  public boolean succeeds(String command) {
    return output(command).startsWith("exit 0\n");
  }

  /// Frees the TPM's few slots, as no resource manager stands before it.
  public void flush() {
    run("tpm2_flushcontext -t");
    run("tpm2_flushcontext -s");
  }

  private String output(String command) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(new ArrayList<>(List.of(command.split(" ", -1))))
              .directory(folder.toFile())
              .redirectErrorStream(true);
      builder.environment().put("TPM2TOOLS_TCTI", "swtpm:path=" + folder.resolve("tpm"));
      Process tool = builder.start();
      tool.getOutputStream().close();
      String text = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!tool.waitFor(TOOL_SECONDS, TimeUnit.SECONDS)) {
        tool.destroyForcibly();
        throw new AssertionError(command + " hangs");
      }
      return "exit " + tool.exitValue() + "\n" + text;
    } catch (IOException e) {
      throw new UncheckedIOException(command + " can't be run: install tpm2-tools", e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void awaitSocket(Path socket) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    try {
      while (!Files.exists(socket) || !Files.exists(file("tpm.ctrl"))) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          close();
          throw new AssertionError("swtpm did not start");
        }
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

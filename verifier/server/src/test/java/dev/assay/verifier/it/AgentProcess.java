package dev.assay.verifier.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The real agent as processes of one host: its state folder, host facts and event log.
final class AgentProcess {

  private static final Pattern MACHINE = Pattern.compile("machine ([0-9a-f]{64})");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final VerifierProcess verifier;
  private final Path host;
  private final Map<String, String> settings = new HashMap<>();

  /// @param host a folder for what the host has: made by [Host]
  AgentProcess(VerifierProcess verifier, Path host, String tpm) {
    this.verifier = verifier;
    this.host = host;
    settings.put("ASSAY_VERIFIER", "localhost:" + verifier.port());
    settings.put("ASSAY_CA", verifier.authority().toString());
    settings.put("ASSAY_STATE", host.resolve("state").toString());
    settings.put("ASSAY_TPM", tpm);
    settings.put("ASSAY_EVENT_LOG", host.resolve(Host.EVENT_LOG).toString());
    settings.put("ASSAY_DMI", host.resolve(Host.DMI).toString());
    settings.put("ASSAY_SYSFS", host.resolve(Host.SYSFS).toString());
    settings.put("ASSAY_BOOT_ID", host.resolve(Host.BOOT_ID).toString());
  }

  /// The same agent with another setting, by its environment variable.
  AgentProcess with(String variable, String value) {
    settings.put(variable, value);
    return this;
  }

  /// Runs a subcommand to its end.
  Commands.Ended run(String subcommand, String... more) {
    return Commands.tryRun(host, settings, command(subcommand, more));
  }

  /// Runs a subcommand that must end with 0, and gives its output.
  String succeeds(String subcommand, String... more) {
    var ended = run(subcommand, more);
    if (ended.exit() != 0) {
      throw new AssertionError(
          "assay-agent %s ended with %d:%n%s".formatted(subcommand, ended.exit(), ended.output()));
    }
    return ended.output();
  }

  /// Enrolls, and gives the machine's id as the agent says it.
  String enroll() {
    var said = succeeds("enroll");
    var id = MACHINE.matcher(said);
    if (!id.find()) {
      throw new AssertionError("assay-agent enroll names no machine:\n" + said);
    }
    return id.group(1);
  }

  /// Starts `assay-agent run`.
  Running start() {
    try {
      var builder =
          new ProcessBuilder(command("run"))
              .directory(host.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      builder.environment().putAll(settings);
      return new Running(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path log() {
    return host.resolve("agent.log");
  }

  String logText() {
    try {
      return Files.exists(log()) ? Files.readString(log()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  VerifierProcess verifier() {
    return verifier;
  }

  private List<String> command(String subcommand, String... more) {
    var command = Packaged.AGENT.command("-Xmx48m", "--sun-misc-unsafe-memory-access=allow");
    command.add(subcommand);
    command.addAll(List.of(more));
    return command;
  }

  /// An agent that runs until it is ended.
  record Running(Process process) implements AutoCloseable {

    void kill() {
      VerifierProcess.waitFor(process.destroyForcibly());
    }

    int stop() {
      process.destroy();
      return VerifierProcess.waitFor(process);
    }

    @Override
    public void close() {
      process.destroy();
      try {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      }
    }
  }
}

package dev.assay.cli.terminal;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// What a command finds around it: the environment's variables, the standard input, the screen, the
/// time, and how to ask a person for a secret. Commands reach for nothing else.
///
/// @param environment the process's environment variables
/// @param home the person's home folder
/// @param input the standard input
/// @param screen where answers go
/// @param clock the time
/// @param secrets asks a person for a secret without showing it
public record Surroundings(
    Map<String, String> environment,
    Path home,
    InputStream input,
    Screen screen,
    InstantSource clock,
    SecretPrompt secrets) {
  /// Asks a person for a secret.
  @FunctionalInterface
  public interface SecretPrompt {
    /// What the person typed; nothing where there is no terminal to ask at.
    Optional<String> ask(String question);
  }

  /// Copies the environment.
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /// A variable of the environment; an empty one counts as not set.
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /// Ages as of now.
  public Ages ages() {
    return new Ages(clock.instant());
  }
}

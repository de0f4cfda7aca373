package dev.assay.cli;

import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Surroundings;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The surroundings of this process. The launcher says whether the output is a terminal, and how
/// wide (`assay.columns`), because the shell knows it at no cost.
final class ProcessSurroundings {
  private ProcessSurroundings() {}

  static Surroundings current() {
    var environment = System.getenv();
    var columns = columns(System.getProperty("assay.columns", ""));
    var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    return new Surroundings(
        environment,
        Path.of(environment.getOrDefault("HOME", System.getProperty("user.home"))),
        System.in,
        new Screen(out, err, columns, columns.isPresent() && wantsColour(environment)),
        InstantSource.system(),
        ProcessSurroundings::typedSecret);
  }

  private static OptionalInt columns(String text) {
    return text.matches("[1-9][0-9]{0,3}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  /// See no-color.org: any value that is not empty switches colours off.
  private static boolean wantsColour(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  private static Optional<String> typedSecret(String question) {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(console -> console.readPassword("%s", question))
        .map(String::new);
  }
}

package dev.assay.verifier.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The programs of the modules beside this one, as their `package` phase leaves them: a jar, and
/// the libraries that it runs with, none of them from this module's own class path.
enum Packaged {
  AGENT("agent", "dev.assay.agent.AssayAgent"),
  CLI("verifier/cli", "dev.assay.cli.Assay");

  private final Path target;
  private final String main;

  Packaged(String module, String main) {
    this.target = Path.of("..", "..").resolve(module).resolve("target").toAbsolutePath();
    this.main = main;
  }

  /// What starts it with these options of the JVM; arguments may follow. It may be started from any
  /// folder.
  List<String> command(String... options) {
    var command = QuickJvm.command(target.resolve("tests.jsa"), options);
    command.addAll(List.of("-cp", classPath(), main));
    return command;
  }

  private String classPath() {
    return Stream.concat(jars(target), jars(target.resolve("lib")))
        .map(jar -> jar.normalize().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Stream<Path> jars(Path folder) {
    try (var files = Files.list(folder)) {
      var jars =
          files
              .filter(file -> file.toString().endsWith(".jar"))
              .filter(file -> !file.toString().endsWith("-tests.jar"))
              .sorted()
              .toList();
      if (jars.isEmpty()) {
        throw new AssertionError("no jar in " + folder + "; run the build's package phase first");
      }
      return jars.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": run the build's package phase first", e);
    }
  }
}

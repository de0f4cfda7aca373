package dev.assay.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The chart, rendered by Helm itself. The only cluster that it may ask is [FakeCluster].
final class Chart {
  static final Path FOLDER = Path.of("assay");
  static final Path EXAMPLES = FOLDER.resolve("examples");
  static final String RELEASE = "assay";
  static final String NAMESPACE = "assay-system";

  /// The oldest Kubernetes that the chart takes.
  private static final String OLDEST = "1.30.0";

  static final String DEFAULT = "default";
  static final YAMLMapper YAML = new YAMLMapper(new YAMLFactory());

  private static final Map<String, Rendered> RENDERED = new ConcurrentHashMap<>();

  private static final Path WHOLE = whole();

  static {
    FakeCluster.start();
  }

  private Chart() {}

  /// The default and every file of sample values. A folder without any would let every test pass.
  static Stream<String> valueSets() {
    try (var files = Files.list(EXAMPLES)) {
      var names = files.map(file -> file.getFileName().toString()).sorted().toList();
      if (names.size() < 7) {
        throw new AssertionError("only " + names + " in " + EXAMPLES.toAbsolutePath());
      }
      return Stream.concat(Stream.of(DEFAULT), names.stream());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// What a value set renders to, once for all tests.
  static Rendered rendered(String valueSet) {
    return RENDERED.computeIfAbsent(valueSet, set -> read(text(WHOLE, set, Map.of())));
  }

  /// A copy in which the pod of `helm test` is an object as any other: Helm's library leaves hooks
  /// out of what it renders.
  static Path copy(Path target) {
    try (var files = Files.walk(FOLDER)) {
      for (var file : files.toList()) {
        var to = target.resolve(FOLDER.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.writeString(to, Files.readString(file).replaceAll("(?m)^ +helm.sh/hook: .*\n", ""));
        }
      }
      return target;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Path whole() {
    try {
      return copy(Files.createTempDirectory("assay-chart").resolve("assay"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// The default with some values changed, as `--set` does.
  static Rendered with(Map<String, ?> changes) {
    return with(DEFAULT, changes);
  }

  /// A value set with some values changed.
  static Rendered with(String valueSet, Map<String, ?> changes) {
    return rendering(WHOLE, valueSet, changes);
  }

  /// The same of another chart folder.
  static Rendered rendering(Path folder, String valueSet, Map<String, ?> changes) {
    return read(text(folder, valueSet, changes));
  }

  /// The text that Helm makes.
  ///
  /// @throws IllegalStateException with Helm's message where the values are refused
  static String text(Path folder, String valueSet, Map<String, ?> changes) {
    var command =
        new Helm(folder)
            .template()
            .withName(RELEASE)
            .withNamespace(NAMESPACE)
            .withKubeVersion(OLDEST);
    if (!valueSet.equals(DEFAULT)) {
      command.withValuesFile(EXAMPLES.resolve(valueSet));
    }
    changes.forEach(command::set);
    return command.call();
  }

  private static Rendered read(String text) {
    return new Rendered(
        Arrays.stream(text.split("(?m)^---$", -1))
            .map(Chart::parse)
            .filter(node -> !node.isMissingNode() && !node.isNull())
            .toList());
  }

  private static JsonNode parse(String document) {
    try {
      return YAML.readTree(document);
    } catch (IOException broken) {
      throw new UncheckedIOException(document, broken);
    }
  }

  /// Values as a file has them.
  static JsonNode yaml(Path file) {
    try {
      return YAML.readTree(Files.readString(file));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Everything of one rendering.
  record Rendered(List<JsonNode> objects) {
    Rendered {
      objects = List.copyOf(objects);
    }

    /// All of one kind.
    List<JsonNode> all(String kind) {
      return objects.stream().filter(one -> one.path("kind").asText().equals(kind)).toList();
    }

    /// The only one of its kind.
    JsonNode only(String kind) {
      var found = all(kind);
      if (found.size() != 1) {
        throw new AssertionError(found.size() + " objects of kind " + kind);
      }
      return found.getFirst();
    }

    /// The one of this kind and name.
    JsonNode one(String kind, String name) {
      return all(kind).stream()
          .filter(object -> name(object).equals(name))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    /// Descriptions of pods, with their labels: those of workloads, and pods themselves.
    List<Pod> pods() {
      return objects.stream()
          .flatMap(
              object ->
                  switch (object.path("kind").asText()) {
                    case "Deployment", "StatefulSet", "DaemonSet" ->
                        Stream.of(Pod.of(object, object.path("spec").path("template")));
                    case "Pod" -> Stream.of(Pod.of(object, object));
                    default -> Stream.empty();
                  })
          .toList();
    }

    static String name(JsonNode object) {
      return object.path("metadata").path("name").asText();
    }
  }
}

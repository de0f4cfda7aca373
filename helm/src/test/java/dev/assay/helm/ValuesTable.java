package dev.assay.helm;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// The tables of the chart's README: every value of `values.yaml` with the comment that stands over
/// it, and every setting of the verifier with what the schema says of it.
final class ValuesTable {
  static final Path VALUES = Chart.FOLDER.resolve("values.yaml");
  private static final String MARK = "# -- ";
  private static final Pattern KEY = Pattern.compile("( *)([A-Za-z0-9_]+):.*");

  private ValuesTable() {}

  /// One row.
  ///
  /// @param path the value's keys, by dots
  /// @param value its default
  /// @param comment what it means; empty where nobody says
  record Row(String path, JsonNode value, String comment) {
    String markdown() {
      return "| `%s` | %s | %s |".formatted(path, inCode(value), comment.replace("|", "\\|"));
    }
  }

  /// Every value that has a comment, and every one without children that has none.
  static List<Row> rows() throws IOException {
    var values = Chart.yaml(VALUES);
    var rows = new ArrayList<Row>();
    Deque<String> keys = new ArrayDeque<>();
    var comment = "";
    int described = -1;
    for (var line : Files.readAllLines(VALUES)) {
      var key = KEY.matcher(line);
      if (line.strip().startsWith(MARK)) {
        comment = line.strip().substring(MARK.length());
      } else if (key.matches()) {
        int depth = key.group(1).length() / 2;
        while (keys.size() > depth) {
          keys.removeLast();
        }
        keys.addLast(key.group(2));
        boolean below = described >= 0 && depth > described;
        described = below ? described : -1;
        var value = values.at(JsonPointer.compile("/" + String.join("/", keys)));
        if (!comment.isEmpty() || (!below && !(value.isObject() && !value.isEmpty()))) {
          rows.add(new Row(String.join(".", keys), value, comment));
          described = comment.isEmpty() ? described : depth;
        }
        comment = "";
      }
    }
    return rows;
  }

  /// The README as it should be.
  static String readme() throws IOException {
    var text = new StringBuilder(Files.readString(Path.of("src/test/resources/readme-head.md")));
    text.append("\n## Values\n\n| value | default | what it is |\n|---|---|---|\n");
    rows().forEach(row -> text.append(row.markdown()).append('\n'));
    text.append(
        """

        ## Settings of the verifier, below `verifier.config`

        | key | takes | what it is |
        |---|---|---|
        """);
    settings("", ValuesSchema.at("verifier", "config"), text);
    return text.toString();
  }

  private static void settings(String prefix, JsonNode schema, StringBuilder text) {
    schema
        .path("properties")
        .properties()
        .forEach(
            entry -> {
              var path = prefix + entry.getKey();
              if (entry.getValue().has("properties")) {
                settings(path + ".", entry.getValue(), text);
              } else {
                text.append(
                    "| `%s` | %s | %s |%n"
                        .formatted(
                            path,
                            takes(ValuesSchema.resolved(entry.getValue())),
                            entry.getValue().path("description").asText()));
              }
            });
  }

  private static String takes(JsonNode schema) {
    if (schema.has("enum")) {
      var words = new ArrayList<String>();
      schema.path("enum").forEach(word -> words.add("`" + word.asText() + "`"));
      return String.join(", ", words);
    }
    if (schema.path("type").asText().equals("string")) {
      return "a time such as `PT60S`";
    }
    var least = schema.path("minimum").asText();
    return schema.has("maximum")
        ? "%s to %s".formatted(least, schema.path("maximum").asText())
        : least + " or more";
  }

  private static String inCode(JsonNode value) {
    return value.isTextual() && value.asText().isEmpty()
        ? "–"
        : "`"
            + Objects.requireNonNull(value).toString().replace("\"", "").replace("|", "\\|")
            + "`";
  }
}

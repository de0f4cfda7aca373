package dev.assay.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/// `values.schema.json`, as data.
final class ValuesSchema {
  private static final JsonNode ROOT = Chart.yaml(Path.of("assay/values.schema.json"));

  private ValuesSchema() {}

  /// What it says of a value; a missing node where it does not know it.
  static JsonNode at(String... path) {
    var found = ROOT;
    for (var key : path) {
      found = resolved(found.path("properties").path(key));
    }
    return found;
  }

  /// With what it refers to.
  static JsonNode resolved(JsonNode schema) {
    var reference = schema.path("$ref").asText();
    return reference.isEmpty() ? schema : ROOT.at(reference.substring(1));
  }

  /// A value that it takes, as `--set` has it.
  static String good(JsonNode schema) {
    var resolved = resolved(schema);
    if (resolved.has("enum")) {
      return resolved.path("enum").path(0).asText();
    }
    return switch (resolved.path("type").asText()) {
      case "integer" -> Integer.toString(resolved.path("minimum").asInt(1) + 1);
      case "string" -> "PT1S";
      default -> throw new AssertionError("no sample for " + schema);
    };
  }
}

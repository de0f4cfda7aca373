package dev.assay.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Custom resources, held against what their operators say of them (`src/test/resources/crds`).
final class Definitions {
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);
  private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();

  private Definitions() {}

  /// What is wrong with an object; unknown fields are.
  ///
  /// @throws AssertionError where no definition of its kind is there
  static List<String> violations(JsonNode object) {
    var schema = SCHEMAS.computeIfAbsent(fileOf(object), Definitions::load);
    return schema.validate(object).stream().map(ValidationMessage::getMessage).sorted().toList();
  }

  private static String fileOf(JsonNode object) {
    var group = object.path("apiVersion").asText().replace('/', '_');
    return group + "_" + object.path("kind").asText().toLowerCase(Locale.ROOT) + ".json";
  }

  private static JsonSchema load(String file) {
    try (var in = Definitions.class.getResourceAsStream("/crds/" + file)) {
      if (in == null) {
        throw new AssertionError("no definition crds/" + file);
      }
      var schema = Chart.YAML.readTree(in);
      close(schema);
      return FACTORY.getSchema(schema);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  // An API server drops fields that are not in the definition; here they are errors.
  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.has("properties")
        && !object.has("additionalProperties")
        && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      object.put("additionalProperties", false);
    }
    schema.forEach(Definitions::close);
  }
}

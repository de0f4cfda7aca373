package dev.assay.verifier.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Trees of JSON, as they lie in the database. What is read here was written here; anything else is
/// a bug.
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("The database holds JSON that can't be read", broken);
    }
  }

  static <T> T parse(String text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("The database holds JSON that can't be read", broken);
    }
  }

  static String write(Object value) {
    return MAPPER.valueToTree(value).toString();
  }

  /// The member of an object that must be there.
  static JsonNode member(JsonNode object, String name) {
    return object.required(name);
  }

  static String text(JsonNode object, String name) {
    return object.required(name).asText();
  }
}

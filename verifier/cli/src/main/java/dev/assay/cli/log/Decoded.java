package dev.assay.cli.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.DevicePath;
import dev.assay.appraisal.eventlog.EventPayload;
import dev.assay.appraisal.eventlog.Guid;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Decoded event data as JSON: each record becomes an object with a field per component, bytes
/// become hexadecimal text, 64-bit numbers are unsigned as the specification has them. A new kind
/// of payload needs nothing here.
final class Decoded {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Decoded() {}

  /// The payload's components, after its kind (`"kind": "FirmwareBlob"`).
  static ObjectNode kind(EventPayload payload) {
    var node = NODES.objectNode().put("kind", payload.getClass().getSimpleName());
    fill(node, payload);
    return node;
  }

  private static void fill(ObjectNode node, Object value) {
    for (var component : value.getClass().getRecordComponents()) {
      node.set(component.getName(), json(read(component, value)));
    }
  }

  private static JsonNode json(Object value) {
    return switch (value) {
      case Bytes bytes -> NODES.textNode(bytes.toHex());
      case Guid guid -> NODES.textNode(guid.toString());
      case DevicePath path -> NODES.textNode(path.toString());
      case HashAlgorithm algorithm -> NODES.textNode(algorithm.label());
      case Integer number -> NODES.numberNode(number);
      case Long number when number < 0 ->
          NODES.numberNode(new BigInteger(Long.toUnsignedString(number)));
      case Long number -> NODES.numberNode(number);
      case Boolean flag -> NODES.booleanNode(flag);
      case Optional<?> optional -> optional.isPresent() ? json(optional.get()) : NODES.nullNode();
      case List<?> list -> array(list);
      case Record components -> object(components);
      default -> NODES.textNode(value.toString());
    };
  }

  private static JsonNode array(List<?> list) {
    var node = NODES.arrayNode();
    list.forEach(element -> node.add(json(element)));
    return node;
  }

  /// A record that is one of several kinds says which.
  private static JsonNode object(Record components) {
    var node = NODES.objectNode();
    if (Arrays.stream(components.getClass().getInterfaces()).anyMatch(Class::isSealed)) {
      node.put("kind", components.getClass().getSimpleName());
    }
    fill(node, components);
    return node;
  }

  private static Object read(RecordComponent component, Object value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record without its own component " + component, e);
    }
  }
}

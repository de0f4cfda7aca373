package dev.assay.cli.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// Reads the fields of an answer. A field that is absent, null or of another kind reads as nothing:
/// a newer or older verifier must not keep a person from seeing the rest.
public record Fields(JsonNode node) {
  /// A text or number as text; empty where there is none.
  public String text(String name) {
    return node.path(name).asText("");
  }

  /// Whether the field is there and true.
  public boolean flag(String name) {
    return node.path(name).asBoolean(false);
  }

  /// A number; 0 where there is none.
  public long number(String name) {
    return node.path(name).asLong(0);
  }

  /// A small number, where there is one.
  public OptionalInt index(String name) {
    var value = node.path(name);
    return value.canConvertToInt() ? OptionalInt.of(value.intValue()) : OptionalInt.empty();
  }

  /// A moment, where there is one.
  public Optional<Instant> time(String name) {
    try {
      return Optional.of(text(name)).filter(text -> !text.isEmpty()).map(Instant::parse);
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /// The fields of an object; of nothing where there is none.
  public Fields object(String name) {
    return new Fields(node.path(name));
  }

  /// The elements of an array, each as its fields.
  public <T> List<T> list(String name, Function<Fields, T> element) {
    var elements = new ArrayList<T>();
    node.path(name).forEach(item -> elements.add(element.apply(new Fields(item))));
    return List.copyOf(elements);
  }

  /// The elements of an array of texts or numbers.
  public List<String> texts(String name) {
    return list(name, item -> item.node().asText(""));
  }

  /// The names of an object's fields, in order.
  public List<String> names() {
    var names = new ArrayList<String>();
    node.fieldNames().forEachRemaining(names::add);
    return List.copyOf(names);
  }

  /// Whether there is anything.
  public boolean present() {
    return !node.isMissingNode() && !node.isNull();
  }
}

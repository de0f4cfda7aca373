package dev.assay.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A value within a document, which knows where it stands there, so that it can say so when it is
/// not what it should be.
record Value(String path, JsonNode node) {
  /// A value's name and itself.
  record Member(String name, Value value) {}

  /// The member of an object that must be there.
  Value member(String name) throws GoldenSetInvalid {
    return optional(name).orElseThrow(() -> new GoldenSetInvalid(at(name) + " is missing"));
  }

  /// The member of an object; one that is null counts as absent.
  Optional<Value> optional(String name) throws GoldenSetInvalid {
    if (!node.isObject()) {
      throw wrong("an object");
    }
    return Optional.ofNullable(node.get(name))
        .filter(value -> !value.isNull())
        .map(value -> new Value(at(name), value));
  }

  /// Refuses members of other names: what is not understood could matter.
  void allow(Set<String> names) throws GoldenSetInvalid {
    for (Member member : members()) {
      if (!names.contains(member.name())) {
        throw new GoldenSetInvalid(at(member.name()) + " is no field of this format");
      }
    }
  }

  List<Member> members() throws GoldenSetInvalid {
    if (!node.isObject()) {
      throw wrong("an object");
    }
    return node.properties().stream()
        .map(
            member ->
                new Member(member.getKey(), new Value(at(member.getKey()), member.getValue())))
        .toList();
  }

  List<Value> elements() throws GoldenSetInvalid {
    if (!node.isArray()) {
      throw wrong("an array");
    }
    List<Value> elements = new ArrayList<>();
    for (JsonNode element : node) {
      elements.add(new Value(path + "[" + elements.size() + "]", element));
    }
    return elements;
  }

  String text() throws GoldenSetInvalid {
    if (!node.isTextual()) {
      throw wrong("a text");
    }
    return node.textValue();
  }

  boolean flag() throws GoldenSetInvalid {
    if (!node.isBoolean()) {
      throw wrong("true or false");
    }
    return node.booleanValue();
  }

  int integer() throws GoldenSetInvalid {
    if (!node.isInt()) {
      throw wrong("a whole number");
    }
    return node.intValue();
  }

  /// A moment as `2026-11-29T07:00:00Z`, and spelled no other way.
  Instant instant() throws GoldenSetInvalid {
    String text = text();
    try {
      Instant moment = Instant.parse(text);
      if (moment.toString().equals(text)) {
        return moment;
      }
    } catch (DateTimeParseException e) {
      throw new GoldenSetInvalid(path + " is not a moment as 2026-11-29T07:00:00Z", e);
    }
    throw wrong("a moment as 2026-11-29T07:00:00Z");
  }

  /// What was made of this value refused it.
  GoldenSetInvalid refused(IllegalArgumentException reason) {
    return new GoldenSetInvalid(path + ": " + reason.getMessage(), reason);
  }

  /// This value is not `expected`.
  GoldenSetInvalid wrong(String expected) {
    return new GoldenSetInvalid((path.isEmpty() ? "the document" : path) + " is not " + expected);
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}

package dev.assay.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A value within a document, which knows where it stands there, so that it can say so when it is
/// not what it should be. The place is put into words only then: documents have many values, and
/// nearly all of them are as they should be.
final class Value {
  private final @Nullable Value parent;
  // Where it stands in the parent: the name of a member, or else an index.
  private final String name;
  private final int index;
  private final JsonNode node;

  private Value(@Nullable Value parent, String name, int index, JsonNode node) {
    this.parent = parent;
    this.name = name;
    this.index = index;
    this.node = node;
  }

  /// The whole document.
  static Value document(JsonNode node) {
    return new Value(null, "", 0, node);
  }

  /// A value's name and itself.
  record Member(String name, Value value) {}

  JsonNode node() {
    return node;
  }

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
        .map(value -> new Value(this, name, 0, value));
  }

  /// Refuses members of other names: what is not understood could matter.
  void allow(Set<String> names) throws GoldenSetInvalid {
    if (!node.isObject()) {
      throw wrong("an object");
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (!names.contains(member.getKey())) {
        throw new GoldenSetInvalid(at(member.getKey()) + " is no field of this format");
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
                new Member(member.getKey(), new Value(this, member.getKey(), 0, member.getValue())))
        .toList();
  }

  /// The elements of an array, each made when it is taken: the first that is wrong ends the
  /// reading.
  List<Value> elements() throws GoldenSetInvalid {
    if (!node.isArray()) {
      throw wrong("an array");
    }
    return new Elements();
  }

  private final class Elements extends AbstractList<Value> {
    @Override
    public Value get(int place) {
      return new Value(Value.this, "", Objects.checkIndex(place, size()), node.path(place));
    }

    @Override
    public int size() {
      return node.size();
    }
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
      throw new GoldenSetInvalid(path() + " is not a moment as 2026-11-29T07:00:00Z", e);
    }
    throw wrong("a moment as 2026-11-29T07:00:00Z");
  }

  /// What was made of this value refused it.
  GoldenSetInvalid refused(IllegalArgumentException reason) {
    return new GoldenSetInvalid(path() + ": " + reason.getMessage(), reason);
  }

  /// This value is not `expected`.
  GoldenSetInvalid wrong(String expected) {
    String path = path();
    return new GoldenSetInvalid((path.isEmpty() ? "the document" : path) + " is not " + expected);
  }

  /// Where it stands, as in `events[3].pcr`; "" for the document.
  private String path() {
    if (parent == null) {
      return "";
    }
    return parent.node.isArray() ? parent.path() + "[" + index + "]" : parent.at(name);
  }

  private String at(String member) {
    String path = path();
    return path.isEmpty() ? member : path + "." + member;
  }
}

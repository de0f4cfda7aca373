package dev.assay.cli.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A field of an event's decoded data that differs between two logs.
///
/// @param field its way through the data, as in `partitions[0].unique`
/// @param a what the first log has, "" where it has none
/// @param b what the second log has, "" where it has none
record FieldChange(String field, String a, String b) {
  private static final int SHOWN = 80;
  private static final int CONTEXT = 20;

  /// The fields that differ between two events' data.
  static List<FieldChange> between(JsonNode a, JsonNode b) {
    var changes = new ArrayList<FieldChange>();
    compare("", a, b, changes);
    return List.copyOf(changes);
  }

  private static void compare(String field, JsonNode a, JsonNode b, List<FieldChange> changes) {
    if (a.equals(b)) {
      return;
    }
    if (a.isObject() && b.isObject()) {
      for (var name : names(a, b)) {
        compare(field.isEmpty() ? name : field + "." + name, a.path(name), b.path(name), changes);
      }
    } else if (a.isArray() && b.isArray() && a.size() == b.size()) {
      for (var i = 0; i < a.size(); i++) {
        compare("%s[%d]".formatted(field, i), a.path(i), b.path(i), changes);
      }
    } else if (a.isArray() && b.isArray()) {
      without(a, b).forEach(gone -> changes.add(new FieldChange(field, text(gone), "")));
      without(b, a).forEach(added -> changes.add(new FieldChange(field, "", text(added))));
    } else {
      changes.add(new FieldChange(field, text(a), text(b)));
    }
  }

  private static Set<String> names(JsonNode a, JsonNode b) {
    var names = new LinkedHashSet<String>();
    a.fieldNames().forEachRemaining(names::add);
    b.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /// The elements of `list` that `other` has not, one for one.
  private static List<JsonNode> without(JsonNode list, JsonNode other) {
    var found = new HashMap<JsonNode, Integer>();
    other.forEach(element -> found.merge(element, 1, Integer::sum));
    var left = new ArrayList<JsonNode>();
    for (var element : list) {
      if (found.merge(element, -1, Integer::sum) < 0) {
        left.add(element);
      }
    }
    return left;
  }

  private static String text(JsonNode node) {
    return node.isMissingNode() || node.isNull()
        ? ""
        : node.isValueNode() ? node.asText() : node.toString();
  }

  /// Both values on one line, as far as they differ.
  String words() {
    if (a.isEmpty()) {
      return "only in B: " + cut(b, 0);
    }
    if (b.isEmpty()) {
      return "only in A: " + cut(a, 0);
    }
    var start = a.length() > SHOWN || b.length() > SHOWN ? commonStart() : 0;
    return cut(a, start) + " → " + cut(b, start);
  }

  /// Where they begin to differ, less a few characters for orientation.
  private int commonStart() {
    var at = 0;
    while (at < a.length() && at < b.length() && a.charAt(at) == b.charAt(at)) {
      at++;
    }
    return Math.max(0, at - CONTEXT);
  }

  private static String cut(String text, int start) {
    var shown = start == 0 ? text : "…" + text.substring(start);
    return shown.length() <= SHOWN ? shown : shown.substring(0, SHOWN - 1) + "…";
  }

  /// The same, of a device path only the nodes that differ.
  FieldChange inShort() {
    var first = Arrays.asList(a.split("/", -1));
    var second = Arrays.asList(b.split("/", -1));
    if (!field.endsWith("path") || first.size() != second.size()) {
      return this;
    }
    var nodes = new ArrayList<String>();
    var others = new ArrayList<String>();
    for (var i = 0; i < first.size(); i++) {
      if (!first.get(i).equals(second.get(i))) {
        nodes.add(first.get(i));
        others.add(second.get(i));
      }
    }
    return new FieldChange(field, String.join("/", nodes), String.join("/", others));
  }
}

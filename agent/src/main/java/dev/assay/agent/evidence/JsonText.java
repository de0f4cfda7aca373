package dev.assay.agent.evidence;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Writes maps of strings, and maps of such maps, as JSON (RFC 8259).
public final class JsonText {
  private JsonText() {}

  /// An object of strings, one member a line.
  public static String ofStrings(Map<String, String> values) {
    return object(values, JsonText::quoted, "");
  }

  /// An object of objects of strings.
  public static String ofMaps(Map<String, ? extends Map<String, String>> values) {
    return object(values, inner -> object(inner, JsonText::quoted, " "), "");
  }

  private static <V> String object(
      Map<String, V> values, Function<V, String> shown, String indent) {
    return values.entrySet().stream()
        .map(e -> indent + " " + quoted(e.getKey()) + ": " + shown.apply(e.getValue()))
        .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        default -> {
          if (c < 0x20) {
            quoted.append("\\u%04x".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}

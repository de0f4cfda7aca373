package dev.assay.agent.log;

import java.util.Objects;

/// One `key=value` of a log line.
///
/// @param key a word in lower case
/// @param value what `toString` shows; cleaned and bounded when written
public record Field(String key, Object value) {
  /// Refuses missing parts.
  public Field {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
  }

  /// A field.
  public static Field of(String key, Object value) {
    return new Field(key, value);
  }

  /// What went wrong, as a field named `reason`.
  public static Field reason(Throwable cause) {
    return new Field("reason", Printable.describe(cause));
  }

  /// The field as it is written: quoted where the value holds a space, a quote or nothing.
  @Override
  public String toString() {
    var text = Printable.of(value.toString());
    var plain = !text.isEmpty() && text.chars().noneMatch(c -> c == ' ' || c == '"' || c == '=');
    return key + "=" + (plain ? text : "\"" + text.replace("\"", "'") + "\"");
  }
}

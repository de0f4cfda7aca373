package dev.assay.verifier.service;

import java.util.Optional;
import java.util.regex.Pattern;

/// What people say of a machine beside its role: `env=prod`. One value a key. Never what it says of
/// itself.
///
/// @param key 1 to 64 characters of ASCII: a letter or digit, then letters, digits and `._/-`
/// @param value likewise
public record MachineLabel(String key, String value) implements ImageHolder {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}");

  /// What a key or a value must look like, for messages.
  public static final String SHAPE =
      "1 to 64 letters, digits and ._/-, beginning with a letter or digit";

  public MachineLabel {
    if (!isWord(key) || !isWord(value)) {
      throw new IllegalArgumentException("A label's key and value are each " + SHAPE);
    }
  }

  /// Whether it is a key, or a value.
  public static boolean isWord(String text) {
    return WORD.matcher(text).matches();
  }

  /// Reads `key=value`.
  public static Optional<MachineLabel> parse(String text) {
    int split = text.indexOf('=');
    return split < 0 ? Optional.empty() : of(text.substring(0, split), text.substring(split + 1));
  }

  public static Optional<MachineLabel> of(String key, String value) {
    return isWord(key) && isWord(value)
        ? Optional.of(new MachineLabel(key, value))
        : Optional.empty();
  }

  @Override
  public String words() {
    return "Label " + this;
  }

  @Override
  public String toString() {
    return key + "=" + value;
  }
}

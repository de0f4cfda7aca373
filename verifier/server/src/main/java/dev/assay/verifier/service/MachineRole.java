package dev.assay.verifier.service;

import java.util.Optional;
import java.util.regex.Pattern;

/// What a machine is for, as a person said: "web", "storage/ceph". Never what it says of itself.
///
/// @param name 1 to 64 characters of ASCII: a letter or digit, then letters, digits and `._/-`
public record MachineRole(String name) implements ImageHolder {
  private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}");

  /// What a text must look like, for messages.
  public static final String SHAPE =
      "1 to 64 letters, digits and ._/-, beginning with a letter or digit";

  public MachineRole {
    if (!GRAMMAR.matcher(name).matches()) {
      throw new IllegalArgumentException("A role is " + SHAPE);
    }
  }

  public static Optional<MachineRole> parse(String name) {
    return GRAMMAR.matcher(name).matches() ? Optional.of(new MachineRole(name)) : Optional.empty();
  }

  @Override
  public String words() {
    return "Role " + name;
  }

  @Override
  public String toString() {
    return name;
  }
}

package dev.assay.verifier.service;

import java.util.Optional;
import java.util.regex.Pattern;

/// A rack, as people call it: what the machines in it share is power, a switch and whoever worked
/// on it. Budgets of quarantine are counted per rack.
///
/// @param name 1 to 64 characters of ASCII: a letter or digit, then letters, digits, space and
///   `._:/-`
public record Rack(String name) {
  private static final Pattern GRAMMAR =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9 ._:/-]{0,62}[A-Za-z0-9._:/-])?");

  /// What a text must look like, for messages.
  public static final String SHAPE =
      "1 to 64 letters, digits, spaces and ._:/-, beginning with a letter or digit";

  public Rack {
    if (!GRAMMAR.matcher(name).matches()) {
      throw new IllegalArgumentException("A rack is " + SHAPE);
    }
  }

  public static Optional<Rack> parse(String name) {
    return GRAMMAR.matcher(name).matches() ? Optional.of(new Rack(name)) : Optional.empty();
  }
}

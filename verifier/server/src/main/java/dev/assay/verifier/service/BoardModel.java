package dev.assay.verifier.service;

import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a board model, as a person confirmed it at enrollment. Golden sets belong to it.
///
/// @param name 1 to 100 characters of ASCII: a letter or digit, then letters, digits, space and
///   `._+/()#-`
public record BoardModel(String name) {
  private static final Pattern GRAMMAR =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9 ._+/()#-]{0,98}[A-Za-z0-9._+/()#-])?");

  /// What a text must look like, for messages.
  public static final String SHAPE =
      "1 to 100 letters, digits, spaces and ._+/()#-, beginning with a letter or digit";

  public BoardModel {
    if (!GRAMMAR.matcher(name).matches()) {
      throw new IllegalArgumentException("A board model is " + SHAPE);
    }
  }

  public static Optional<BoardModel> parse(String name) {
    return GRAMMAR.matcher(name).matches() ? Optional.of(new BoardModel(name)) : Optional.empty();
  }

  /// What the host's own words propose: manufacturer and product. A person confirms it or chooses
  /// another.
  public static Optional<BoardModel> proposedBy(HostFacts host) {
    var vendor = host.get(HostFact.SYSTEM_VENDOR).orElse("");
    var product =
        host.get(HostFact.PRODUCT_NAME).or(() -> host.get(HostFact.BOARD_NAME)).orElse("");
    return parse((vendor + " " + product).replaceAll("[^A-Za-z0-9 ._+/()#-]", "").strip());
  }

  @Override
  public String toString() {
    return name;
  }
}

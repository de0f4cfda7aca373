package dev.assay.verifier.service;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What a host says of itself: reported, signed by nobody. Texts are made harmless here, on their
/// way in.
///
/// @param facts only what is known; each 1 to 256 printable characters
public record HostFacts(Map<HostFact, String> facts) {
  /// The longest text taken, in UTF-8 bytes on the wire and in characters here.
  public static final int MAXIMUM = 256;

  public static final HostFacts NONE = new HostFacts(Map.of());

  public HostFacts {
    var cleaned = new EnumMap<HostFact, String>(HostFact.class);
    facts.forEach(
        (fact, reported) -> {
          var text = Text.cleaned(reported, MAXIMUM);
          if (!text.isEmpty()) {
            cleaned.put(fact, text);
          }
        });
    facts = Collections.unmodifiableMap(cleaned);
  }

  public Optional<String> get(HostFact fact) {
    return Optional.ofNullable(facts.get(fact));
  }

  /// The host's name, or an empty text.
  public String hostName() {
    return get(HostFact.HOST_NAME).orElse("");
  }
}

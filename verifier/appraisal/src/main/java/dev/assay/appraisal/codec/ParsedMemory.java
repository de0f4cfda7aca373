package dev.assay.appraisal.codec;

import java.util.Optional;

/// Remembers what was parsed of bytes, by these bytes. It keeps a copy of them: what came with them
/// can go. Bytes that are too many, or malformed, are parsed each time.
public final class ParsedMemory<V> {
  private final BoundedMemory<Bytes, V> known;
  private final int maxBytes;

  /// An empty memory of at most `capacity` values, each of at most `maxBytes`.
  public ParsedMemory(int capacity, int maxBytes) {
    this.known = new BoundedMemory<>(capacity);
    this.maxBytes = maxBytes;
  }

  /// What `parser` makes of these bytes, now or before.
  public V parse(Bytes bytes, Parser<V> parser) throws MalformedInput {
    if (bytes.length() > maxBytes) {
      return parser.parse(bytes);
    }
    Optional<V> before = known.recall(bytes);
    if (before.isPresent()) {
      return before.get();
    }
    Bytes own = bytes.copy();
    V parsed = parser.parse(own);
    known.remember(own, parsed);
    return parsed;
  }
}

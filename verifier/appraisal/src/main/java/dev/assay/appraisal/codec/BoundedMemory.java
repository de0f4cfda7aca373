package dev.assay.appraisal.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Remembers at most so many values; the one used longest ago gives way. Thread-safe.
public final class BoundedMemory<K, V> {
  private final Map<K, V> known;

  /// An empty memory of at most `capacity` values.
  public BoundedMemory(int capacity) {
    this.known = new RecentlyUsed<>(capacity);
  }

  /// Ordered by last use.
  private static final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;
    private static final float LOAD_FACTOR = 0.75f;

    private final int capacity;

    RecentlyUsed(int capacity) {
      super(16, LOAD_FACTOR, true);
      this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > capacity;
    }
  }

  /// What was remembered under `key`; else what `make` gives, which is remembered where it is
  /// `small` enough to be kept.
  public V recall(K key, Supplier<V> make, Predicate<V> small) {
    return recall(key)
        .orElseGet(
            () -> {
              V made = make.get();
              if (small.test(made)) {
                remember(key, made);
              }
              return made;
            });
  }

  Optional<V> recall(K key) {
    synchronized (known) {
      return Optional.ofNullable(known.get(key));
    }
  }

  void remember(K key, V value) {
    synchronized (known) {
      known.put(key, value);
    }
  }
}

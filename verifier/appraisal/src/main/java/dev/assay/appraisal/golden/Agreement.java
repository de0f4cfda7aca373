package dev.assay.appraisal.golden;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether all that was heard is one and the same. In whichever order it is heard, the answer is
/// equal.
final class Agreement<T> {
  private @Nullable T first;
  private boolean conflicting;

  void hear(T value) {
    T heard = first;
    if (heard == null) {
      first = value;
    } else if (!heard.equals(value)) {
      conflicting = true;
    }
  }

  void hear(Agreement<T> other) {
    T heard = other.first;
    if (heard != null) {
      hear(heard);
    }
    conflicting |= other.conflicting;
  }

  /// What all agree on; empty where they don't, or where nothing was heard.
  Optional<T> agreed() {
    return conflicting ? Optional.empty() : Optional.ofNullable(first);
  }
}

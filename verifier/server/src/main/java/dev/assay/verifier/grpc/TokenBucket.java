package dev.assay.verifier.grpc;

/// A token bucket: `capacity` calls at once, then one per `nanosPerToken`. Not thread-safe; its
/// owner is.
final class TokenBucket {

  private final long capacityNanos;
  private final long nanosPerToken;
  private long creditNanos;
  private long at;

  /// @param capacity how many calls may come at once
  /// @param nanosPerToken how long it takes until another one may
  /// @param now the caller's monotonic clock, in nanoseconds
  TokenBucket(int capacity, long nanosPerToken, long now) {
    if (capacity < 1 || nanosPerToken < 1) {
      throw new IllegalArgumentException("a bucket holds at least one token and refills");
    }
    this.nanosPerToken = nanosPerToken;
    this.capacityNanos = Math.multiplyExact(capacity, nanosPerToken);
    this.creditNanos = capacityNanos;
    this.at = now;
  }

  /// Takes one token where there is one.
  boolean take(long now) {
    refill(now);
    if (creditNanos < nanosPerToken) {
      return false;
    }
    creditNanos -= nanosPerToken;
    return true;
  }

  /// Whether nothing would be lost by forgetting this bucket.
  boolean full(long now) {
    refill(now);
    return creditNanos == capacityNanos;
  }

  private void refill(long now) {
    long passed = Math.max(0, now - at);
    at = now;
    creditNanos = Math.min(capacityNanos, creditNanos + Math.min(passed, capacityNanos));
  }
}

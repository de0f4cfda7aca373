package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// A few places at the database for all that agents bring, taken in the order of arrival. When a
/// whole fleet attests at once, as it does after a golden set went in force, agents wait for their
/// turn instead of being sent away, and what people ask for still finds a connection.
public final class Turns {
  private final Semaphore places;
  private final Duration patience;

  /// @param places how many may be at work at once
  /// @param patience how long one may wait
  public Turns(int places, Duration patience) {
    this.places = new Semaphore(places, true);
    this.patience = patience;
  }

  /// How many wait.
  int waiting() {
    return places.getQueueLength();
  }

  /// Does the work when its turn has come. EXHAUSTED: it did not come in time.
  <T> Outcome<T> take(Supplier<Outcome<T>> work) {
    if (!comes()) {
      return declined(
          Decline.EXHAUSTED,
          "More machines attest than this verifier can serve. Come back with backoff.");
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  private boolean comes() {
    try {
      return places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

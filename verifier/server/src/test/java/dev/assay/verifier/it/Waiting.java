package dev.assay.verifier.it;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.opentest4j.AssertionFailedError;

/// Waits for what other processes do.
final class Waiting {

  private static final Duration STEP = Duration.ofMillis(50);

  private Waiting() {}

  /// The first value that comes within the time.
  static <T> T forValue(String what, Duration most, Supplier<Optional<T>> value) {
    var end = Instant.now().plus(most);
    while (true) {
      var found = value.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (Instant.now().isAfter(end)) {
        throw new AssertionFailedError("waited %s in vain for: %s".formatted(most, what));
      }
      sleep(STEP);
    }
  }

  static void until(String what, Duration most, Supplier<Boolean> condition) {
    forValue(what, most, () -> condition.get() ? Optional.of(true) : Optional.empty());
  }

  static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

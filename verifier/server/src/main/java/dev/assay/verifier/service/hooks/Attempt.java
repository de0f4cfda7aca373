package dev.assay.verifier.service.hooks;

import java.time.Duration;
import java.util.Optional;

/// What came of calling a receiver once.
public sealed interface Attempt {

  /// The receiver took it.
  record Delivered(String answer) implements Attempt {}

  /// It did not, as far as can be told.
  ///
  /// @param error for people; holds no secret
  /// @param retryAfter how long the receiver wants to be left alone
  record Failed(String error, Optional<Duration> retryAfter) implements Attempt {
    public static Failed because(String error) {
      return new Failed(error, Optional.empty());
    }
  }
}

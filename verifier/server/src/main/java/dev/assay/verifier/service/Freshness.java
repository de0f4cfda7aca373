package dev.assay.verifier.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How old a machine's last authentic appraisal is, against its schedule. Never mixed into the
/// verdict.
public enum Freshness {
  /// Within one and a half intervals and 30 seconds.
  FRESH,
  /// Older than that, within three intervals and 30 seconds.
  STALE,
  /// Older still.
  SILENT,
  /// No authentic appraisal yet.
  NEVER;

  private static final Duration GRACE = Duration.ofSeconds(30);

  /// When a verdict of this time ceases to be FRESH.
  static Instant staleAt(Instant lastAuthentic, Duration interval) {
    return lastAuthentic.plus(GRACE).plus(interval.multipliedBy(3).dividedBy(2));
  }

  public static Freshness of(Optional<Instant> lastAuthentic, Duration interval, Instant now) {
    if (lastAuthentic.isEmpty()) {
      return NEVER;
    }
    var age = Duration.between(lastAuthentic.get(), now).minus(GRACE);
    if (age.compareTo(interval.multipliedBy(3).dividedBy(2)) <= 0) {
      return FRESH;
    }
    return age.compareTo(interval.multipliedBy(3)) <= 0 ? STALE : SILENT;
  }
}

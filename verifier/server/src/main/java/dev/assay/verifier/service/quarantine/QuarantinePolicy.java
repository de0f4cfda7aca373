package dev.assay.verifier.service.quarantine;

import dev.assay.appraisal.Verdict;
import java.time.Duration;

/// What leads to quarantine and what ends it. UNTRUSTED quarantines; the rest is to choose.
///
/// @param onSilence when a machine has not attested for three intervals
/// @param confirm whether a second fresh quote has to say the same
/// @param confirmWithin how long that quote may take; a machine that gives none is treated as if it
///   had said the same, else silence would be a way out
/// @param cleanToRelease how many appraisals in a row must say TRUSTED before the rules release; 0:
///   only a person releases
public record QuarantinePolicy(
    Mode mode,
    Reaction onWarning,
    Reaction onUnknown,
    Reaction onSilence,
    boolean confirm,
    Duration confirmWithin,
    int cleanToRelease) {

  /// Records what it would do, and leaves the end to a person.
  public static final QuarantinePolicy SAFE =
      new QuarantinePolicy(
          Mode.RECORD,
          Reaction.RECORD,
          Reaction.RECORD,
          Reaction.RECORD,
          true,
          Duration.ofMinutes(10),
          0);

  public QuarantinePolicy {
    if (confirmWithin.isNegative() || confirmWithin.isZero()) {
      throw new IllegalArgumentException("The time to confirm is positive");
    }
    if (cleanToRelease < 0) {
      throw new IllegalArgumentException("The number of clean appraisals is 0 or more");
    }
  }

  Reaction on(Verdict verdict) {
    return switch (verdict) {
      case TRUSTED -> Reaction.IGNORE;
      case WARNING -> onWarning;
      case UNKNOWN -> onUnknown;
      case UNTRUSTED -> Reaction.QUARANTINE;
    };
  }

  public QuarantinePolicy in(Mode other) {
    return new QuarantinePolicy(
        other, onWarning, onUnknown, onSilence, confirm, confirmWithin, cleanToRelease);
  }
}

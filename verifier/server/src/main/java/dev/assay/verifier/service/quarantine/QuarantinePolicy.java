package dev.assay.verifier.service.quarantine;

import java.time.Duration;

/// What leads to quarantine and what ends it.
///
/// @param mode how far its decisions reach
/// @param reactions what findings and silence lead to
/// @param confirm whether a second fresh quote has to say the same
/// @param confirmWithin how long that quote may take; a machine that gives none is treated as if it
///   had said the same, else silence would be a way out
/// @param cleanToRelease how many appraisals in a row must say TRUSTED before the rules release; 0:
///   only a person releases
public record QuarantinePolicy(
    Mode mode, Reactions reactions, boolean confirm, Duration confirmWithin, int cleanToRelease) {

  /// Records what it would do, and leaves the end to a person.
  public static final QuarantinePolicy SAFE =
      new QuarantinePolicy(Mode.RECORD, Reactions.SAFE, true, Duration.ofMinutes(10), 0);

  public QuarantinePolicy {
    if (confirmWithin.isNegative() || confirmWithin.isZero()) {
      throw new IllegalArgumentException("The time to confirm is positive");
    }
    if (cleanToRelease < 0) {
      throw new IllegalArgumentException("The number of clean appraisals is 0 or more");
    }
  }

  Reaction on(Cause cause) {
    return reactions.on(cause);
  }

  /// Whether an appraisal speaks for the machine, or at least not against it. One that leaves
  /// something open never does, but where only a golden set is missing: evidence could be held
  /// back.
  boolean clears(Cause cause) {
    return on(cause) != Reaction.QUARANTINE && cause.complete();
  }

  public QuarantinePolicy in(Mode other) {
    return new QuarantinePolicy(other, reactions, confirm, confirmWithin, cleanToRelease);
  }

  public QuarantinePolicy reacting(Reactions other) {
    return new QuarantinePolicy(mode, other, confirm, confirmWithin, cleanToRelease);
  }
}

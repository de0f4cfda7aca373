package dev.assay.verifier.service.quarantine;

import dev.assay.appraisal.tpm.Digest;
import java.time.Instant;
import java.util.Optional;

/// Where one machine stands.
///
/// @param mode the one in which it came to be so
/// @param by the person who decided; empty where the rules did
/// @param clean how many appraisals in a row said TRUSTED since
/// @param confirmBy until when a SUSPECT may confirm or clear
/// @param pardoned the likeness of evidence that a person let pass; it leads nowhere while it stays
///   the same
/// @param cause what it was for; empty where there is nothing, or a person's word is all there is
public record Quarantine(
    QuarantineState state,
    Mode mode,
    Instant since,
    Optional<String> by,
    String reason,
    int clean,
    Optional<Instant> confirmBy,
    Optional<Digest> pardoned,
    Optional<Cause> cause) {

  /// A machine that nothing was ever said of.
  public static final Quarantine NEVER =
      new Quarantine(
          QuarantineState.NONE,
          Mode.RECORD,
          Instant.EPOCH,
          Optional.empty(),
          "",
          0,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /// What counts under a mode: what was only recorded or tried is forgotten when the mode changes,
  /// what was done stays done.
  Quarantine under(Mode present) {
    boolean shadow = state != QuarantineState.NONE && mode != Mode.ACT && mode != present;
    return shadow ? none(present, since, Optional.empty(), "") : this;
  }

  Quarantine moved(QuarantineState next, Mode nextMode, Instant at, Reason why) {
    return new Quarantine(
        next,
        nextMode,
        at,
        why.by(),
        why.words(),
        0,
        Optional.empty(),
        pardoned,
        why.cause().or(() -> cause));
  }

  Quarantine none(Mode nextMode, Instant at, Optional<String> whose, String words) {
    return new Quarantine(
        QuarantineState.NONE,
        nextMode,
        at,
        whose,
        words,
        0,
        Optional.empty(),
        pardoned,
        Optional.empty());
  }

  Quarantine suspect(Mode nextMode, Instant at, Instant until, Reason why) {
    return new Quarantine(
        QuarantineState.SUSPECT,
        nextMode,
        at,
        why.by(),
        why.words(),
        0,
        Optional.of(until),
        pardoned,
        why.cause());
  }

  Quarantine clean(int times) {
    return new Quarantine(state, mode, since, by, reason, times, confirmBy, pardoned, cause);
  }

  Quarantine pardoning(Optional<Digest> likeness) {
    return new Quarantine(state, mode, since, by, reason, clean, confirmBy, likeness, cause);
  }

  Quarantine noting(Optional<Cause> noted) {
    return new Quarantine(state, mode, since, by, reason, clean, confirmBy, pardoned, noted);
  }

  /// Whether a person put it there.
  boolean byHand() {
    return by.isPresent();
  }

  boolean pardons(Cause other) {
    return pardoned.equals(Optional.of(other.likeness()));
  }

  /// Why a machine moves.
  record Reason(Optional<String> by, String words, Optional<Cause> cause) {
    static Reason of(Cause cause) {
      return new Reason(Optional.empty(), cause.message(), Optional.of(cause));
    }

    static Reason of(String by, String words) {
      return new Reason(Optional.of(by), words, Optional.empty());
    }
  }
}

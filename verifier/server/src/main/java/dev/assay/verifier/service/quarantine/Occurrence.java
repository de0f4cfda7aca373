package dev.assay.verifier.service.quarantine;

import java.util.Optional;

/// What may happen to a machine, as far as quarantine goes by it.
public sealed interface Occurrence {

  /// Authentic evidence was appraised.
  record Appraised(Cause cause) implements Occurrence {}

  /// It missed its schedule, by less than three intervals.
  record WentStale() implements Occurrence {}

  /// It missed its schedule, by three intervals or more.
  record WentSilent(Cause cause) implements Occurrence {}

  /// The time for the second quote may be over.
  record TimePassed() implements Occurrence {}

  /// Every hook that was told of the release confirmed it.
  record HooksConfirmed() implements Occurrence {}

  /// A person takes it out of service.
  record Added(String by, String reason) implements Occurrence {}

  /// A person lets a HELD machine be quarantined, whatever the budget.
  record Approved(String by, String reason) implements Occurrence {}

  /// A person lets it back.
  ///
  /// @param acceptUntrusted whether the person knows that its latest appraisal speaks against it
  /// @param latest its latest appraisal
  record Released(String by, String reason, boolean acceptUntrusted, Optional<Cause> latest)
      implements Occurrence {}

  /// A person ends an episode: whoever has nothing against it any more is let back.
  record Resumed(String by, String reason, Optional<Cause> latest) implements Occurrence {}
}

package dev.assay.verifier.service.quarantine;

import java.util.Optional;

/// What a decision asks for. All of it happens in the transaction that keeps the new state, or
/// leaves from there.
public sealed interface Effect {

  /// Ask the machine for another quote, at once.
  record ConfirmByFreshQuote() implements Effect {}

  /// Tell hooks and readers.
  ///
  /// @param mode whether it is told for real
  /// @param by the person who decided, where it was one
  record Announce(
      EventKind kind, Mode mode, Optional<String> by, String reason, Optional<Cause> cause)
      implements Effect {}

  /// Count a quarantine against the budgets.
  record Spend(Mode mode, Cause cause) implements Effect {}

  /// The machine is HELD for this reason: join it to the episode, or open one and raise the alert.
  record Hold(Mode mode, Room.Exceeded why, Cause cause) implements Effect {}
}

package dev.assay.verifier.service.quarantine;

/// Whether the budgets have room for one more quarantine.
public sealed interface Room {

  record Within() implements Room {}

  /// There is none.
  ///
  /// @param scope whose budget is used up
  /// @param spent how many were quarantined in the window
  /// @param limit how many may be
  record Exceeded(Scope scope, int spent, int limit) implements Room {}
}

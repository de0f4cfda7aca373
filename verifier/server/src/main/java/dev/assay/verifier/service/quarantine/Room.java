package dev.assay.verifier.service.quarantine;

/// Whether the budgets have room for one more quarantine.
public sealed interface Room {

  record Within() implements Room {}

  /// There is none.
  ///
  /// @param scope `fleet` or `model NAME`
  /// @param spent how many were quarantined in the window
  /// @param limit how many may be
  record Exceeded(String scope, int spent, int limit) implements Room {}
}

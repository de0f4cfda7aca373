package dev.assay.verifier.store;

/// When the clock of a machine's TPM would have stood at zero, had it never been without power, in
/// milliseconds since 1970. Clock only runs while the TPM has power (TPM 2.0 Part 1, "Clock"):
/// within one boot this stays the same, and two machines that show the same are one TPM's.
final class ClockZero {
  /// Of the parameters `at`, when a quote was received, and `clock`, what it said in milliseconds;
  /// NULL where it said nothing.
  static final String SQL =
      "(extract(epoch FROM CAST(:at AS timestamptz)) * 1000 - CAST(:clock AS bigint))";

  private ClockZero() {}
}

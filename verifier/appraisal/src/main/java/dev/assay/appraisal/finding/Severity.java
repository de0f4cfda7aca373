package dev.assay.appraisal.finding;

/// How much a finding weighs, lightest first.
public enum Severity {
  /// Worth knowing; moves no verdict.
  NOTE,
  /// A deviation that an operator may have caused in the ordinary course of work.
  WARNING,
  /// Something needed for a verdict is missing, and it is not the machine's fault.
  UNDECIDED,
  /// A promise is broken; the machine isn't trusted.
  VIOLATION
}

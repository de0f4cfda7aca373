package dev.assay.verifier.service;

/// The life of a golden set.
public enum GoldenState {
  /// Made from siblings, not yet agreed.
  DRAFT,
  /// Put forward for signatures.
  PROPOSED,
  /// Signed, not yet in force.
  APPROVED,
  /// In force.
  ACTIVE,
  /// Was in force.
  RETIRED,
  /// Withdrawn as wrong.
  REVOKED
}

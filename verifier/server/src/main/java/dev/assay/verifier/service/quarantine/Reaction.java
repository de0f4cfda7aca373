package dev.assay.verifier.service.quarantine;

/// What an appraisal, or silence, leads to.
public enum Reaction {
  IGNORE,
  /// It becomes an event of severity INFO.
  RECORD,
  /// It becomes an event of severity WARNING.
  WARN,
  /// The machine is taken out of service.
  QUARANTINE
}

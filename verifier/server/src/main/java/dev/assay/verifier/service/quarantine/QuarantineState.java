package dev.assay.verifier.service.quarantine;

/// Where a machine stands with quarantine.
public enum QuarantineState {
  NONE,
  /// It failed once; a second fresh quote is asked for.
  SUSPECT,
  /// It failed, and too many failed with it: a person decides.
  HELD,
  /// The hooks were told to take it out of service.
  QUARANTINED,
  /// The hooks were told to let it back; not all have confirmed.
  RELEASING
}

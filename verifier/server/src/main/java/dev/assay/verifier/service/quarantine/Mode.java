package dev.assay.verifier.service.quarantine;

/// How far decisions reach.
public enum Mode {
  /// They are recorded; nothing is asked or sent.
  RECORD,
  /// As ACT, but each delivery is only marked as one that would be sent.
  DRY_RUN,
  /// They are carried out.
  ACT
}

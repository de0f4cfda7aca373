package dev.assay.verifier.service;

/// What can be done that the audit log tells of. The names stand in the log for ever: never change
/// the meaning of one.
public enum ActKind {
  MACHINE_APPROVED,
  MACHINE_RETIRED,
  INTERVAL_SET,
  ATTESTATION_ASKED,
  MODEL_ADDED,
  MODEL_CONFIRMED,
  MODEL_ALIAS_ADDED,
  MANIFEST_IMPORTED,
  GOLDEN_DRAFTED,
  GOLDEN_IMPORTED,
  GOLDEN_PROPOSED,
  GOLDEN_SIGNED,
  GOLDEN_APPROVED,
  GOLDEN_ACTIVATED,
  GOLDEN_RETIRED,
  GOLDEN_REVOKED,
  TOKEN_CREATED,
  TOKEN_REVOKED
}

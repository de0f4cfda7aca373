package dev.assay.verifier.service;

/// The kinds of refusal. Adapters map each to a status code of their protocol.
public enum Decline {
  /// The request is malformed, out of turn or over a limit.
  INVALID,
  /// What it names does not exist, or no longer.
  NOT_FOUND,
  /// It does not fit the present state; a person may decide otherwise, with the flag that the
  /// detail names.
  CONFLICT,
  /// This caller or TPM is refused.
  REFUSED,
  /// Proof of identity failed.
  UNPROVEN,
  /// A bound is reached; later it may work.
  EXHAUSTED
}

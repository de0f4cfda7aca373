package dev.assay.verifier.service;

/// Where a machine stands with the people who run it.
public enum MachineState {
  /// Its TPM proved itself; a person has yet to approve it. It may attest; no verdict is given.
  PENDING,
  /// Approved: its attestations are appraised.
  ACTIVE,
  /// Taken out of service by a person; its EK stays refused.
  RETIRED,
  /// Refused for good.
  BANNED;

  /// Whether its agent may open a stream.
  public boolean mayAttest() {
    return this == PENDING || this == ACTIVE;
  }
}

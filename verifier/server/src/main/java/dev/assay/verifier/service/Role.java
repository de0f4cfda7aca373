package dev.assay.verifier.service;

/// What an operator may do. Each role may do all that the ones before it may.
public enum Role {
  /// Looks.
  VIEWER,
  /// Approves machines and golden sets, asks for attestations.
  OPERATOR,
  /// Gives and takes tokens.
  ADMIN;

  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}

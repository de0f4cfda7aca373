package dev.assay.agent.verifier;

/// This host has no attestation key yet. The message says what to do.
public final class NotEnrolledException extends Exception {
  private static final long serialVersionUID = 1;

  /// With what to do.
  public NotEnrolledException(String message) {
    super(message);
  }
}

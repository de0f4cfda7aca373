package dev.assay.agent.verifier;

/// The verifier could not be reached, or ended a call. The message is for people, cleaned of
/// control characters.
public final class VerifierException extends Exception {
  private static final long serialVersionUID = 1;

  /// What a caller can do about it.
  public enum Kind {
    /// No connection, or it broke: try again soon.
    UNREACHABLE,
    /// The verifier doesn't know this machine and key: enroll.
    NOT_ENROLLED,
    /// Another stream of this machine took over.
    REPLACED,
    /// The verifier refuses the call; the same call will be refused again until somebody changes
    /// something.
    REFUSED,
    /// The verifier wants no more calls for now.
    BUSY,
    /// The verifier broke the contract.
    NONSENSE
  }

  private final Kind kind;

  /// A failure of that kind.
  public VerifierException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /// What a caller can do about it.
  public Kind kind() {
    return kind;
  }
}

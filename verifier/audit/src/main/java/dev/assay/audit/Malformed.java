package dev.assay.audit;

/// A text is no line of an audit log, or no checkpoint. The message says why, as the end of the
/// sentence "The line is no …".
public final class Malformed extends Exception {
  private static final long serialVersionUID = 1;

  Malformed(String reason, Throwable cause) {
    super(reason, cause);
  }

  Malformed(String reason) {
    super(reason);
  }

  /// Why, without a full stop.
  public String reason() {
    return String.valueOf(getMessage());
  }
}

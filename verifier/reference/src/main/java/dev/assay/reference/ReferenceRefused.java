package dev.assay.reference;

/// A reference manifest says nothing that may be believed: it is malformed, nobody known signed it,
/// or it is not of a kind that is read here.
public final class ReferenceRefused extends Exception {
  private static final long serialVersionUID = 1;

  /// @param reason one sentence without its full stop, fit to follow "is refused: "
  public ReferenceRefused(String reason) {
    super(reason);
  }

  /// As the other, with what led to it.
  public ReferenceRefused(String reason, Throwable cause) {
    super(reason, cause);
  }

  /// Why, in one sentence without its full stop.
  public String reason() {
    return String.valueOf(getMessage());
  }
}

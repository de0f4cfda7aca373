package dev.assay.appraisal.codec;

import java.io.Serial;

/// Bytes from outside are not what their format says. The message names what was wrong and where;
/// it ends as a finding, never as a fault of the verifier. It has no stack trace: whoever sends
/// bytes could have one made for each of them.
public final class MalformedInput extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final long offset;
  private final String reason;

  /// Malformed for this reason, at this place.
  ///
  /// @param reason what is wrong, in one sentence without the position
  /// @param offset where, in bytes from the start of the whole input
  public MalformedInput(String reason, long offset) {
    super(null, null, false, false);
    this.reason = reason;
    this.offset = offset;
  }

  @Override
  public String getMessage() {
    return "at byte " + offset + ": " + reason;
  }

  /// What is wrong, without the position.
  public String reason() {
    return reason;
  }

  /// Where it went wrong, in bytes from the start of the whole input.
  public long offset() {
    return offset;
  }
}

package dev.assay.golden;

/// A document is no golden set. The message says where in it, and what was expected there.
public final class GoldenSetInvalid extends Exception {
  private static final long serialVersionUID = 1;

  GoldenSetInvalid(String sentence) {
    super(sentence);
  }

  GoldenSetInvalid(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /// Where and what, in one sentence without its full stop.
  public String reason() {
    return String.valueOf(getMessage());
  }
}

package dev.assay.golden.signing;

import org.jspecify.annotations.Nullable;

/// A file is no key, or no signer, of the kinds that sign golden sets.
public final class KeyInvalid extends Exception {
  private static final long serialVersionUID = 1;

  KeyInvalid(String sentence) {
    this(sentence, null);
  }

  KeyInvalid(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }

  /// What is wrong, in one sentence without its full stop.
  public String reason() {
    return String.valueOf(getMessage());
  }
}

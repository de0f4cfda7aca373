package dev.assay.verifier.wiring;

/// The verifier can't start. The message is for the person who starts it: what is wrong and what to
/// do.
final class StartupFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartupFailure(String message) {
    super(message);
  }

  StartupFailure(String message, Throwable cause) {
    super(message + reason(cause), cause);
  }

  private static String reason(Throwable cause) {
    return " (" + (cause.getMessage() == null ? cause : cause.getMessage()) + ")";
  }
}

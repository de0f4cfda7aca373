package dev.assay.cli.outcome;

import org.jspecify.annotations.Nullable;

/// A command that could not do its work. The message is one sentence that says what went wrong and
/// what to do; it is all that a person sees of it.
public final class CommandFailed extends Exception {
  private static final long serialVersionUID = 1;

  private final ExitCode exitCode;

  /// A failure without a deeper cause.
  public CommandFailed(ExitCode exitCode, String sentence) {
    this(exitCode, sentence, null);
  }

  /// A failure with the cause that `ASSAY_DEBUG=1` shows.
  public CommandFailed(ExitCode exitCode, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.exitCode = exitCode;
  }

  /// What the process ends with.
  public ExitCode exitCode() {
    return exitCode;
  }

  /// The sentence for people.
  public String sentence() {
    return String.valueOf(getMessage());
  }
}

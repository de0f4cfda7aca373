package dev.assay.cli.outcome;

/// What `assay` answers to the shell. The numbers are part of its interface and never change
/// meaning.
public enum ExitCode {
  /// Done, and the answer is good news.
  OK(0),
  /// Done, and the answer is bad news: for one, the machine is UNTRUSTED.
  BAD_NEWS(1),
  /// Not done: wrong usage, or input that can't be used.
  USAGE(2),
  /// Not done: the verifier can't be reached, or it refused the token.
  UNREACHABLE(3),
  /// Not done: what was named does not exist, or the name fits more than one.
  NOT_FOUND(4);

  private final int value;

  ExitCode(int value) {
    this.value = value;
  }

  /// The number that the process ends with.
  public int value() {
    return value;
  }

  /// The worse of two answers, where one command asks about several things.
  public ExitCode worseOf(ExitCode other) {
    return compareTo(other) >= 0 ? this : other;
  }
}

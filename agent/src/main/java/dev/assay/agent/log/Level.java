package dev.assay.agent.log;

/// How much a line matters, most important first.
public enum Level {
  /// Something failed and a person has to act.
  ERROR,
  /// Something failed and will be tried again, or deserves a look.
  WARN,
  /// What the agent does.
  INFO,
  /// How it does it.
  DEBUG;

  /// Whether a line of this level is written where `threshold` is the least important level wanted.
  boolean isWrittenAt(Level threshold) {
    return compareTo(threshold) <= 0;
  }
}

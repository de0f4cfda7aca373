package dev.assay.appraisal.eventlog;

/// What of an event's data its digests are the hash of.
public enum Coverage {
  /// All of it.
  DATA,
  /// The value of a UEFI variable alone, without its name: EDK2 measures boot options so.
  VARIABLE_VALUE,
  /// The text that the data holds, without what a boot loader logs with it: a prefix, an encoding
  /// of two bytes a character.
  TEXT,
  /// Nothing: they are of something that is not in the log.
  NOTHING
}

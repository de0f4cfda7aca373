package dev.assay.appraisal.eventlog;

/// How far the data of an [Event] can be believed once its digest is known to be true.
public enum Trust {
  /// In every bank the event's digest is the hash of the bytes in [Event#covered()].
  VERIFIED_DATA,
  /// The digest is of something that is not in the log, or the data does not hash to it.
  DIGEST_ONLY,
  /// The data describes what was measured, but no digest covers it: a hint for people, forgeable.
  UNTRUSTED_TEXT
}

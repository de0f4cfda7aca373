package dev.assay.appraisal;

import dev.assay.appraisal.eventlog.PreparedLog;

/// The event log of a piece of evidence, or its absence.
public sealed interface LogEvidence {
  /// The machine sent a log, now or earlier in this boot.
  ///
  /// @param log parsed and replayed, as far as its bytes allow; the same for every quote
  record Present(PreparedLog log) implements LogEvidence {}

  /// The machine has no log to show.
  ///
  /// @param reason what the agent says; a claim
  record Absent(String reason) implements LogEvidence {}
}

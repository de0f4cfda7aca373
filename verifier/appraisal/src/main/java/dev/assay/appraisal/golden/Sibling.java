package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.Replay;
import java.util.List;

/// A machine whose boot a golden set is made from. That the log is what a quote confirmed is for
/// the caller to know.
///
/// @param name for people, unique among the siblings
/// @param replay of the log
/// @param oddities what the log shows that a golden set may excuse; each as narrow as can be
public record Sibling(String name, Replay replay, List<Quirk> oddities) {
  public Sibling {
    oddities = List.copyOf(oddities);
  }

  /// The log that was replayed.
  public EventLog log() {
    return replay.log();
  }
}

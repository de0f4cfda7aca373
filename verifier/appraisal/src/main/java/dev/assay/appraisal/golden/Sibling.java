package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.Replay;

/// A machine whose boot a golden set is made from. That the log is what a quote confirmed is for
/// the caller to know.
///
/// @param name for people, unique among the siblings
/// @param replay of this log
public record Sibling(String name, EventLog log, Replay replay) {}

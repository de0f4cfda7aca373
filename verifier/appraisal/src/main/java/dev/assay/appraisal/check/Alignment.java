package dev.assay.appraisal.check;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.golden.GoldenEvent;
import java.util.List;

/// How the events of one PCR stand to the golden ones. Every event and every golden event is in one
/// of the four lists, or it was found where it belongs; golden events that may be missing and are,
/// are in none.
///
/// @param changed golden events that another event stands in for
/// @param moved golden events that were found at another place
/// @param missing golden events that were not found
/// @param added events that no golden event expects
record Alignment(
    List<Pair> changed, List<Pair> moved, List<GoldenEvent> missing, List<Event> added) {
  static final Alignment EQUAL = new Alignment(List.of(), List.of(), List.of(), List.of());

  /// A golden event and the event beside it.
  ///
  /// @param position of the golden event among those of its PCR, from 0
  record Pair(int position, GoldenEvent golden, Event event) {}

  Alignment {
    changed = List.copyOf(changed);
    moved = List.copyOf(moved);
    missing = List.copyOf(missing);
    added = List.copyOf(added);
  }

  boolean equal() {
    return changed.isEmpty() && moved.isEmpty() && missing.isEmpty() && added.isEmpty();
  }
}

package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventType;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The events of several siblings that stand for the same thing: one place of a golden set.
///
/// @param members by the sibling's number; not empty, all of one type
record Column(SortedMap<Integer, Event> members) {
  Column {
    members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    if (members.values().stream().map(Event::type).distinct().count() != 1) {
      throw new IllegalArgumentException("a column has events, and of one type");
    }
  }

  static Column of(int sibling, Event event) {
    return new Column(new TreeMap<>(Map.of(sibling, event)));
  }

  /// This column with one more sibling's event.
  Column with(int sibling, Event event) {
    SortedMap<Integer, Event> more = new TreeMap<>(members);
    more.put(sibling, event);
    return new Column(more);
  }

  /// The event of the first sibling that has one.
  Event first() {
    return events().iterator().next();
  }

  Collection<Event> events() {
    return members.values();
  }

  EventType type() {
    return first().type();
  }

  /// Columns in the order in which the first sibling that has them logged them.
  static List<Column> inOrder(Collection<Column> columns) {
    return columns.stream()
        .sorted(
            (a, b) -> {
              int byEvent = Integer.compare(a.first().index(), b.first().index());
              return byEvent != 0
                  ? byEvent
                  : Integer.compare(a.members.firstKey(), b.members.firstKey());
            })
        .toList();
  }
}

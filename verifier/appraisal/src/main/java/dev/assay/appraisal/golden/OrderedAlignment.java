package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// Aligns siblings' events where order is part of the promise (PCR 0, 2, 4, 7): one sibling after
/// the other against the columns so far, so that the fewest events are left without a counterpart.
final class OrderedAlignment {
  // Beyond this, logs that differ by so much are shown as different and not aligned.
  private static final int MAX_CELLS = 4_000_000;
  private static final int EQUAL = 5;
  private static final int SAME_LABEL = 2;
  private static final int SAME_TYPE = 1;

  private final Set<HashAlgorithm> banks;

  OrderedAlignment(Set<HashAlgorithm> banks) {
    this.banks = banks;
  }

  /// @param siblings each one's events of one PCR, in order
  List<Column> align(List<List<Event>> siblings) {
    List<Column> columns = new ArrayList<>();
    for (int sibling = 0; sibling < siblings.size(); sibling++) {
      columns = merge(columns, sibling, siblings.get(sibling));
    }
    return columns;
  }

  private List<Column> merge(List<Column> columns, int sibling, List<Event> events) {
    int head = 0;
    while (head < columns.size()
        && head < events.size()
        && score(columns.get(head), events.get(head)) == EQUAL) {
      head++;
    }
    int tail = 0;
    while (tail < columns.size() - head
        && tail < events.size() - head
        && score(columns.get(columns.size() - 1 - tail), events.get(events.size() - 1 - tail))
            == EQUAL) {
      tail++;
    }
    List<Column> merged = new ArrayList<>();
    int columnsEnd = columns.size() - tail;
    int eventsEnd = events.size() - tail;
    for (int i = 0; i < head; i++) {
      merged.add(columns.get(i).with(sibling, events.get(i)));
    }
    merged.addAll(
        mergeMiddle(columns.subList(head, columnsEnd), sibling, events.subList(head, eventsEnd)));
    for (int i = 0; i < tail; i++) {
      merged.add(columns.get(columnsEnd + i).with(sibling, events.get(eventsEnd + i)));
    }
    return merged;
  }

  private List<Column> mergeMiddle(List<Column> columns, int sibling, List<Event> events) {
    if ((long) (columns.size() + 1) * (events.size() + 1) > MAX_CELLS) {
      List<Column> apart = new ArrayList<>(columns);
      events.forEach(event -> apart.add(Column.of(sibling, event)));
      return apart;
    }
    int[][] best = bestScores(columns, events);
    List<Column> merged = new ArrayList<>();
    int c = columns.size();
    int e = events.size();
    while (c > 0 || e > 0) {
      int score = c > 0 && e > 0 ? score(columns.get(c - 1), events.get(e - 1)) : 0;
      if (score > 0 && best[c][e] == best[c - 1][e - 1] + score) {
        merged.add(columns.get(--c).with(sibling, events.get(--e)));
      } else if (e > 0 && best[c][e] == best[c][e - 1]) {
        merged.add(Column.of(sibling, events.get(--e)));
      } else {
        merged.add(columns.get(--c));
      }
    }
    Collections.reverse(merged);
    return merged;
  }

  /// In row c at e: the best sum of scores of the first c columns with the first e events.
  private int[][] bestScores(List<Column> columns, List<Event> events) {
    int[][] best = new int[columns.size() + 1][events.size() + 1];
    for (int c = 1; c <= columns.size(); c++) {
      for (int e = 1; e <= events.size(); e++) {
        int score = score(columns.get(c - 1), events.get(e - 1));
        int paired = score > 0 ? best[c - 1][e - 1] + score : 0;
        best[c][e] = Math.max(paired, Math.max(best[c - 1][e], best[c][e - 1]));
      }
    }
    return best;
  }

  private int score(Column column, Event event) {
    if (!column.type().equals(event.type())) {
      return 0;
    }
    Identity identity = Identity.of(event, banks);
    for (Event member : column.events()) {
      if (Identity.of(member, banks).equals(identity)) {
        return EQUAL;
      }
    }
    return column.first().label().equals(event.label()) ? SAME_LABEL : SAME_TYPE;
  }
}

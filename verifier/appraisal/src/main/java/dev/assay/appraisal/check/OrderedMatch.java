package dev.assay.appraisal.check;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.golden.GoldenEvent;
import java.util.List;

/// The cheapest way to find golden events in the order they must come: what is missing and what is
/// added cost one each, a golden event that may be missing costs nothing.
final class OrderedMatch {
  /// The largest table, in cells; beyond it the search is greedy and may name more differences than
  /// there are, never fewer than one.
  private static final long MAX_CELLS = 250_000;

  /// How far the greedy search looks ahead.
  private static final int LOOKAHEAD = 64;

  private final List<GoldenEvent> golden;
  private final List<Event> events;
  private final Acceptance acceptance;
  private final int[] partners;

  private OrderedMatch(List<GoldenEvent> golden, List<Event> events, Acceptance acceptance) {
    this.golden = golden;
    this.events = events;
    this.acceptance = acceptance;
    this.partners = Aligner.none(golden.size());
  }

  /// For each golden event the place of the event that was found for it, or [Aligner#NONE].
  static int[] of(List<GoldenEvent> golden, List<Event> events, Acceptance acceptance) {
    return new OrderedMatch(golden, events, acceptance).find();
  }

  private int[] find() {
    int start = 0;
    while (start < golden.size() && start < events.size() && surely(start, start)) {
      partners[start] = start;
      start++;
    }
    int goldenEnd = golden.size();
    int eventsEnd = events.size();
    while (goldenEnd > start && eventsEnd > start && surely(goldenEnd - 1, eventsEnd - 1)) {
      partners[--goldenEnd] = --eventsEnd;
    }
    if ((long) (goldenEnd - start + 1) * (eventsEnd - start + 1) <= MAX_CELLS) {
      cheapest(start, goldenEnd, eventsEnd);
    } else {
      greedy(start, goldenEnd, eventsEnd);
    }
    return partners;
  }

  /// Whether the two belong together in some cheapest way. A golden event that may be missing could
  /// give its event to one that may not, so the table decides there.
  private boolean surely(int g, int e) {
    return !golden.get(g).optional() && accepts(g, e);
  }

  private boolean accepts(int g, int e) {
    return acceptance.accepts(golden.get(g), events.get(e));
  }

  /// Edit distance without replacement, from the ends to the starts, then read forwards.
  private void cheapest(int start, int goldenEnd, int eventsEnd) {
    int rows = goldenEnd - start;
    int columns = eventsEnd - start;
    int[][] cost = new int[rows + 1][columns + 1];
    boolean[][] same = new boolean[rows][columns];
    for (int e = columns - 1; e >= 0; e--) {
      cost[rows][e] = cost[rows][e + 1] + 1;
    }
    for (int g = rows - 1; g >= 0; g--) {
      cost[g][columns] = cost[g + 1][columns] + costOfMissing(start + g);
      for (int e = columns - 1; e >= 0; e--) {
        same[g][e] = accepts(start + g, start + e);
        int skip = Math.min(cost[g + 1][e] + costOfMissing(start + g), cost[g][e + 1] + 1);
        cost[g][e] = same[g][e] ? Math.min(skip, cost[g + 1][e + 1]) : skip;
      }
    }
    for (int g = 0, e = 0; g < rows && e < columns; ) {
      if (same[g][e] && cost[g][e] == cost[g + 1][e + 1]) {
        partners[start + g++] = start + e++;
      } else if (cost[g][e] == cost[g][e + 1] + 1) {
        e++;
      } else {
        g++;
      }
    }
  }

  private int costOfMissing(int g) {
    return golden.get(g).optional() ? 0 : 1;
  }

  private void greedy(int start, int goldenEnd, int eventsEnd) {
    int next = start;
    for (int g = start; g < goldenEnd; g++) {
      int last = Math.min(eventsEnd, next + LOOKAHEAD);
      for (int e = next; e < last; e++) {
        if (accepts(g, e)) {
          partners[g] = e;
          next = e + 1;
          break;
        }
      }
    }
  }
}

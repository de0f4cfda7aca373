package dev.assay.appraisal.golden;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Aligns courses where order is part of the promise (PCR 0, 2, 4, 7): the most common one first,
/// then one after the other against the slots so far, so that the fewest measurements are left
/// without a counterpart.
final class OrderedSlots {
  // Beyond this, courses that differ by so much are shown as different and not aligned.
  private static final int MAX_CELLS = 4_000_000;
  private static final int EQUAL = 5;
  private static final int SAME_LABEL = 2;
  private static final int SAME_TYPE = 1;

  private OrderedSlots() {}

  static List<Slot> align(List<Course> courses) {
    List<Slot> slots = new ArrayList<>();
    for (int course = 0; course < courses.size(); course++) {
      slots = merge(slots, course, courses.get(course).measurements());
    }
    return slots;
  }

  private static List<Slot> merge(List<Slot> slots, int course, List<Measurement> events) {
    int head = 0;
    while (head < slots.size()
        && head < events.size()
        && score(slots.get(head), events.get(head)) == EQUAL) {
      head++;
    }
    int tail = 0;
    while (tail < slots.size() - head
        && tail < events.size() - head
        && score(slots.get(slots.size() - 1 - tail), events.get(events.size() - 1 - tail))
            == EQUAL) {
      tail++;
    }
    int slotsEnd = slots.size() - tail;
    int eventsEnd = events.size() - tail;
    for (int i = 0; i < head; i++) {
      slots.get(i).put(course, events.get(i));
    }
    for (int i = 0; i < tail; i++) {
      slots.get(slotsEnd + i).put(course, events.get(eventsEnd + i));
    }
    List<Slot> merged = new ArrayList<>(slots.subList(0, head));
    merged.addAll(
        mergeMiddle(slots.subList(head, slotsEnd), course, events.subList(head, eventsEnd)));
    merged.addAll(slots.subList(slotsEnd, slots.size()));
    return merged;
  }

  private static List<Slot> mergeMiddle(List<Slot> slots, int course, List<Measurement> events) {
    if ((long) (slots.size() + 1) * (events.size() + 1) > MAX_CELLS) {
      List<Slot> apart = new ArrayList<>(slots);
      events.forEach(event -> apart.add(Slot.of(course, event)));
      return apart;
    }
    int[][] best = bestScores(slots, events);
    List<Slot> merged = new ArrayList<>();
    int s = slots.size();
    int e = events.size();
    while (s > 0 || e > 0) {
      int score = s > 0 && e > 0 ? score(slots.get(s - 1), events.get(e - 1)) : 0;
      if (score > 0 && best[s][e] == best[s - 1][e - 1] + score) {
        slots.get(--s).put(course, events.get(--e));
        merged.add(slots.get(s));
      } else if (e > 0 && best[s][e] == best[s][e - 1]) {
        merged.add(Slot.of(course, events.get(--e)));
      } else {
        merged.add(slots.get(--s));
      }
    }
    Collections.reverse(merged);
    return merged;
  }

  /// In row s at e: the best sum of scores of the first s slots with the first e events.
  private static int[][] bestScores(List<Slot> slots, List<Measurement> events) {
    int[][] best = new int[slots.size() + 1][events.size() + 1];
    for (int s = 1; s <= slots.size(); s++) {
      for (int e = 1; e <= events.size(); e++) {
        int score = score(slots.get(s - 1), events.get(e - 1));
        int paired = score > 0 ? best[s - 1][e - 1] + score : 0;
        best[s][e] = Math.max(paired, Math.max(best[s - 1][e], best[s][e - 1]));
      }
    }
    return best;
  }

  private static int score(Slot slot, Measurement event) {
    if (!slot.type().equals(event.type())) {
      return 0;
    }
    if (slot.has(event)) {
      return EQUAL;
    }
    return slot.first().label(0).equals(event.label(0)) ? SAME_LABEL : SAME_TYPE;
  }
}

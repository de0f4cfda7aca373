package dev.assay.appraisal.check;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.golden.GoldenEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Names what was not found where it belongs: the same event elsewhere, another event in its place,
/// or nothing. Which of these it is called helps people; each of them is a difference all the same.
final class Leftovers {
  private final List<GoldenEvent> golden;
  private final List<Event> events;
  private final int[] partners;
  private final int[] takenBy;
  private final Acceptance acceptance;
  private final List<Alignment.Pair> changed = new ArrayList<>();
  private final List<Alignment.Pair> moved = new ArrayList<>();

  /// Where an event may stand in for a golden one: between the same neighbours, of one type, and,
  /// where the name is what the event is about, of one name.
  private record Slot(int gap, EventType type, String name) {}

  /// @param partners for each golden event the place of its event, or [Aligner#NONE]
  Leftovers(List<GoldenEvent> golden, List<Event> events, int[] partners, Acceptance acceptance) {
    this.golden = golden;
    this.events = events;
    this.partners = partners.clone();
    this.acceptance = acceptance;
    this.takenBy = Aligner.none(events.size());
    for (int g = 0; g < golden.size(); g++) {
      if (partners[g] != Aligner.NONE) {
        takenBy[partners[g]] = g;
      }
    }
  }

  Alignment ordered() {
    int[] goldenGaps = gaps(partners);
    int[] eventGaps = gaps(takenBy);
    findMoved();
    findChanged(goldenGaps, eventGaps);
    return result();
  }

  Alignment unordered() {
    findChanged(new int[golden.size()], new int[events.size()]);
    return result();
  }

  /// How many found ones stand before each.
  private static int[] gaps(int[] found) {
    int[] gaps = new int[found.length];
    int before = 0;
    for (int i = 0; i < found.length; i++) {
      gaps[i] = before;
      if (found[i] != Aligner.NONE) {
        before++;
      }
    }
    return gaps;
  }

  private void findMoved() {
    for (int g = 0; g < golden.size() && !acceptance.exhausted(); g++) {
      for (int e = 0; e < events.size() && partners[g] == Aligner.NONE; e++) {
        if (takenBy[e] == Aligner.NONE && acceptance.accepts(golden.get(g), events.get(e))) {
          moved.add(pair(g, e));
        }
      }
    }
  }

  private void findChanged(int[] goldenGaps, int[] eventGaps) {
    pair(goldenGaps, eventGaps, true);
    pair(goldenGaps, eventGaps, false);
  }

  /// Pairs in order of the log: first those that also bear one label, then those of one type.
  private void pair(int[] goldenGaps, int[] eventGaps, boolean byLabel) {
    Map<Slot, Deque<Integer>> open = new HashMap<>();
    for (int g = 0; g < golden.size(); g++) {
      if (partners[g] == Aligner.NONE) {
        var event = golden.get(g);
        var slot = slot(goldenGaps[g], event.type(), event.label(), byLabel);
        open.computeIfAbsent(slot, _ -> new ArrayDeque<>()).add(g);
      }
    }
    for (int e = 0; e < events.size(); e++) {
      if (takenBy[e] == Aligner.NONE) {
        var event = events.get(e);
        var places = open.get(slot(eventGaps[e], event.type(), event.label(), byLabel));
        if (places != null && !places.isEmpty()) {
          changed.add(pair(places.remove(), e));
        }
      }
    }
  }

  private static Slot slot(int gap, EventType type, String label, boolean byLabel) {
    return new Slot(gap, type, byLabel || isNamed(type) ? label : "");
  }

  /// The label of a UEFI variable is its name: one variable doesn't stand in for another.
  private static boolean isNamed(EventType type) {
    return type.equals(EventType.EFI_VARIABLE_BOOT)
        || type.equals(EventType.EFI_VARIABLE_BOOT2)
        || type.equals(EventType.EFI_VARIABLE_DRIVER_CONFIG)
        || type.equals(EventType.EFI_VARIABLE_AUTHORITY);
  }

  private Alignment.Pair pair(int g, int e) {
    partners[g] = e;
    takenBy[e] = g;
    return new Alignment.Pair(g, golden.get(g), events.get(e));
  }

  private Alignment result() {
    List<GoldenEvent> missing = new ArrayList<>();
    for (int g = 0; g < golden.size(); g++) {
      if (partners[g] == Aligner.NONE && !golden.get(g).optional()) {
        missing.add(golden.get(g));
      }
    }
    List<Event> added = new ArrayList<>();
    for (int e = 0; e < events.size(); e++) {
      if (takenBy[e] == Aligner.NONE) {
        added.add(events.get(e));
      }
    }
    return new Alignment(changed, moved, missing, added);
  }
}

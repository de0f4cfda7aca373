package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.EventType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// One place of a golden set: what each course has there. A course that is not among the members
/// has nothing there.
final class Slot {
  private final SortedMap<Integer, Measurement> members = new TreeMap<>();
  private final Set<Measurement> values = new LinkedHashSet<>();

  private final int nth;

  /// @param nth of the slots in which a machine has the same, from 0
  Slot(int nth) {
    this.nth = nth;
  }

  static Slot of(int course, Measurement measurement) {
    Slot slot = new Slot(0);
    slot.put(course, measurement);
    return slot;
  }

  void put(int course, Measurement measurement) {
    members.put(course, measurement);
    values.add(measurement);
  }

  /// A hint for people, of what stands here.
  String label(Measurement measurement) {
    return measurement.label(nth);
  }

  /// What it looks like, with its type.
  String look() {
    return first().look(nth);
  }

  /// By the course's number.
  SortedMap<Integer, Measurement> members() {
    return members;
  }

  /// Whether any course has this here.
  boolean has(Measurement measurement) {
    return values.contains(measurement);
  }

  /// What the most common course that has anything has.
  Measurement first() {
    return members.values().iterator().next();
  }

  EventType type() {
    return first().type();
  }

  /// What is decided about a slot.
  sealed interface Verdict {
    /// A quorum shows this value.
    record Golden(Measurement value) implements Verdict {}

    /// A quorum shows nothing here.
    record Surplus() implements Verdict {}

    /// No value reaches the quorum.
    record Undecided() implements Verdict {}
  }

  /// @param courses all of them, in order
  /// @param machines how many there are
  /// @param needed how many are a quorum
  Verdict judge(List<Course> courses, int machines, int needed) {
    int absent = machines;
    for (var value : weights(courses).entrySet()) {
      if (value.getValue() >= needed) {
        return new Verdict.Golden(value.getKey());
      }
      absent -= value.getValue();
    }
    return absent >= needed ? new Verdict.Surplus() : new Verdict.Undecided();
  }

  /// How many machines show each value, in the order of the courses.
  Map<Measurement, Integer> weights(List<Course> courses) {
    Map<Measurement, Integer> weights = new LinkedHashMap<>();
    members.forEach(
        (course, value) -> weights.merge(value, courses.get(course).machines(), Integer::sum));
    return weights;
  }

  /// How many machines show anything here.
  int machines(List<Course> courses) {
    return members.keySet().stream().mapToInt(course -> courses.get(course).machines()).sum();
  }

  /// Slots in the order in which the most common course that has them measured them.
  static List<Slot> inOrder(Collection<Slot> slots, List<Course> courses) {
    List<Slot> sorted = new ArrayList<>(slots);
    sorted.sort(
        (a, b) -> {
          int course = Integer.compare(a.members.firstKey(), b.members.firstKey());
          return course != 0 ? course : Integer.compare(position(a, courses), position(b, courses));
        });
    return sorted;
  }

  private static int position(Slot slot, List<Course> courses) {
    return courses.get(slot.members.firstKey()).measurements().indexOf(slot.first());
  }
}

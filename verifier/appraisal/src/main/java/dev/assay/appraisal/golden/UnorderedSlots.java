package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.EventType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Aligns courses where order is no promise. First what a quorum has; then, of what is left, what
/// stands in for it; then what looks alike; then what is of one type, as far as a quorum has
/// anything of the kind. A value that many machines have, each its own, is so one slot that waits
/// for a person, and not as many outliers.
final class UnorderedSlots {
  private final List<Course> courses;
  private final int needed;
  private final List<Slot> slots = new ArrayList<>();
  private final Map<Integer, List<Item>> left = new LinkedHashMap<>();

  /// A measurement of a course.
  ///
  /// @param nth of those that are the same, from 0
  private record Item(Measurement measurement, int nth) {
    String look() {
      return measurement.look(nth);
    }

    EventType type() {
      return measurement.type();
    }
  }

  /// The nth item of a kind within its course.
  private record Nth(Object kind, int occurrence) {}

  private UnorderedSlots(List<Course> courses, int needed) {
    this.courses = courses;
    this.needed = needed;
  }

  /// @param needed how many machines are a quorum
  static List<Slot> align(List<Course> courses, int needed) {
    return new UnorderedSlots(courses, needed).align();
  }

  private List<Slot> align() {
    for (int course = 0; course < courses.size(); course++) {
      left.put(course, items(courses.get(course)));
    }
    takeCommon(item -> item);
    standIn(Item::look, Slot::look);
    standIn(Item::type, Slot::type);
    takeCommon(Item::look);
    takeCommon(Item::type);
    slots.addAll(group(Item::look).values());
    return Slot.inOrder(slots, courses);
  }

  private static List<Item> items(Course course) {
    Map<Measurement, Integer> seen = new HashMap<>();
    List<Item> items = new ArrayList<>();
    for (Measurement one : course.measurements()) {
      items.add(new Item(one, seen.merge(one, 1, Integer::sum) - 1));
    }
    return items;
  }

  /// Makes slots of the kinds that a quorum has anything of.
  private void takeCommon(Function<Item, Object> kind) {
    Map<Nth, Slot> groups = group(kind);
    groups.values().removeIf(slot -> slot.machines(courses) < needed);
    left.replaceAll(
        (course, items) -> {
          List<Item> rest = new ArrayList<>();
          Map<Object, Integer> seen = new HashMap<>();
          for (Item one : items) {
            Object own = kind.apply(one);
            if (!groups.containsKey(new Nth(own, seen.merge(own, 1, Integer::sum)))) {
              rest.add(one);
            }
          }
          return rest;
        });
    slots.addAll(groups.values());
  }

  private Map<Nth, Slot> group(Function<Item, Object> kind) {
    Map<Nth, Slot> groups = new LinkedHashMap<>();
    left.forEach(
        (course, items) -> {
          Map<Object, Integer> seen = new HashMap<>();
          for (Item one : items) {
            Object own = kind.apply(one);
            groups
                .computeIfAbsent(
                    new Nth(own, seen.merge(own, 1, Integer::sum)), _ -> new Slot(one.nth()))
                .put(course, one.measurement());
          }
        });
    return groups;
  }

  /// Puts what a course has left into slots of its kind that the course has nothing in.
  private void standIn(Function<Item, Object> kind, Function<Slot, Object> kindOfSlot) {
    List<Slot> common = List.copyOf(slots);
    left.replaceAll(
        (course, items) -> {
          Map<Object, Deque<Slot>> open = new HashMap<>();
          if (!items.isEmpty()) {
            common.stream()
                .filter(slot -> !slot.members().containsKey(course))
                .forEach(
                    slot ->
                        open.computeIfAbsent(kindOfSlot.apply(slot), _ -> new ArrayDeque<>())
                            .add(slot));
          }
          List<Item> rest = new ArrayList<>();
          for (Item one : items) {
            Deque<Slot> places = open.getOrDefault(kind.apply(one), new ArrayDeque<>());
            if (places.isEmpty()) {
              rest.add(one);
            } else {
              places.remove().put(course, one.measurement());
            }
          }
          return rest;
        });
  }
}

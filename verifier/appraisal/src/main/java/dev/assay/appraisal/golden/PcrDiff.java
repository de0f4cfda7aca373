package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventPayload;
import dev.assay.appraisal.golden.LogDiff.Kind;
import dev.assay.appraisal.golden.LogDiff.Pair;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The events of one PCR in two logs, paired.
final class PcrDiff {
  private PcrDiff() {}

  /// Pairs what was extended: first what is equal, then what is alike.
  static List<Pair> measured(List<Event> a, List<Event> b, Set<HashAlgorithm> banks) {
    List<Pair> pairs = new ArrayList<>();
    List<Pair> equal = new ArrayList<>();
    for (Column column : UnorderedAlignment.align(List.of(a, b), banks)) {
      Optional<Event> first = Optional.ofNullable(column.members().get(0));
      Optional<Event> second = Optional.ofNullable(column.members().get(1));
      if (first.isEmpty()) {
        pairs.add(new Pair(Kind.ADDED, first, second));
      } else if (second.isEmpty()) {
        pairs.add(new Pair(Kind.MISSING, first, second));
      } else if (Identity.of(first.get(), banks).equals(Identity.of(second.get(), banks))) {
        equal.add(new Pair(Kind.SAME, first, second));
      } else {
        pairs.add(new Pair(Kind.CHANGED, first, second));
      }
    }
    pairs.addAll(placed(equal));
    return pairs;
  }

  /// Tells those that kept their place from those that moved.
  private static List<Pair> placed(List<Pair> equal) {
    List<Pair> byFirst =
        equal.stream().sorted(Comparator.comparingInt(pair -> pair.shown().index())).toList();
    Set<Pair> kept = keptInOrder(byFirst);
    return byFirst.stream()
        .map(
            pair -> {
              Kind described =
                  dataOf(pair.a()).equals(dataOf(pair.b())) ? Kind.SAME : Kind.DESCRIBED_OTHERWISE;
              return new Pair(kept.contains(pair) ? described : Kind.MOVED, pair.a(), pair.b());
            })
        .toList();
  }

  private static Object dataOf(Optional<Event> event) {
    return event.orElseThrow().data();
  }

  /// The most pairs whose second events stand in the order of their first ones: the longest
  /// increasing subsequence, by patience sorting.
  private static Set<Pair> keptInOrder(List<Pair> byFirst) {
    List<Pair> tops = new ArrayList<>();
    Map<Pair, Optional<Pair>> before = new HashMap<>();
    for (Pair pair : byFirst) {
      int pile = pile(tops, second(pair));
      before.put(pair, pile == 0 ? Optional.empty() : Optional.of(tops.get(pile - 1)));
      if (pile == tops.size()) {
        tops.add(pair);
      } else {
        tops.set(pile, pair);
      }
    }
    Set<Pair> kept = new HashSet<>();
    Optional<Pair> next = tops.isEmpty() ? Optional.empty() : Optional.of(tops.getLast());
    while (next.isPresent()) {
      kept.add(next.get());
      next = before.getOrDefault(next.get(), Optional.empty());
    }
    return kept;
  }

  /// The first pile whose top stands after `index`.
  private static int pile(List<Pair> tops, int index) {
    int low = 0;
    int high = tops.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (second(tops.get(middle)) < index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static int second(Pair pair) {
    return pair.b().orElseThrow().index();
  }

  /// Pairs EV_NO_ACTION, which have no digests, by what they are about.
  static List<Pair> notMeasured(List<Event> a, List<Event> b) {
    Map<String, Deque<Event>> left = new HashMap<>();
    for (Event event : b) {
      left.computeIfAbsent(about(event), _ -> new ArrayDeque<>()).add(event);
    }
    List<Pair> pairs = new ArrayList<>();
    for (Event event : a) {
      Optional<Event> other = Optional.ofNullable(left.get(about(event))).map(Deque::poll);
      pairs.add(
          new Pair(
              other.map(found -> notMeasured(event, found)).orElse(Kind.MISSING),
              Optional.of(event),
              other));
    }
    for (Deque<Event> events : left.values()) {
      events.forEach(
          event -> pairs.add(new Pair(Kind.ADDED, Optional.empty(), Optional.of(event))));
    }
    return pairs;
  }

  private static String about(Event event) {
    return event.payload() instanceof EventPayload.StartupLocality
        ? "StartupLocality"
        : event.label();
  }

  private static Kind notMeasured(Event a, Event b) {
    if (a.data().equals(b.data())) {
      return Kind.SAME;
    }
    return a.payload() instanceof EventPayload.StartupLocality
        ? Kind.CHANGED
        : Kind.DESCRIBED_OTHERWISE;
  }
}

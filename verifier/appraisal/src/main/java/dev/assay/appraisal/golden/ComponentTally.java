package dev.assay.appraisal.golden;

import dev.assay.appraisal.golden.ComponentDifference.Resolution;
import dev.assay.appraisal.golden.ExpectedComponents.Expected;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Counts on how many siblings each number of each kind of component is. One list of components; it
/// keeps of each machine its name, and of each kind which machines show it.
final class ComponentTally {
  /// More kinds than these are of no one board model.
  static final int MOST_KINDS = 1_024;

  private final ComponentList list;
  private final List<String> machines = new ArrayList<>();
  private final SortedMap<String, Shown> kinds = new TreeMap<>();
  private boolean tooMany;

  /// A kind, and the machines by the number of it that they have; not those that have none.
  private record Shown(ComponentKind kind, SortedMap<Integer, BitSet> byNumber) {}

  ComponentTally(ComponentList list) {
    this.list = list;
  }

  /// Counts one more machine.
  void add(String machine, List<ComponentKind> components) {
    int index = machines.size();
    machines.add(machine);
    components.stream()
        .collect(Collectors.groupingBy(ComponentKind::words))
        .forEach((words, alike) -> add(index, words, alike.getFirst(), alike.size()));
  }

  private void add(int machine, String words, ComponentKind kind, int number) {
    tooMany |= kinds.size() == MOST_KINDS && !kinds.containsKey(words);
    if (!tooMany) {
      kinds
          .computeIfAbsent(words, _ -> new Shown(kind, new TreeMap<>()))
          .byNumber()
          .computeIfAbsent(number, _ -> new BitSet())
          .set(machine);
    }
  }

  /// What of it is common, and adds to `differences` what is not.
  ///
  /// @param siblings how many the set is learned from
  /// @param needed how many of them have to report the list
  Optional<List<Expected>> learn(
      ComponentRule rule, int siblings, int needed, List<ComponentDifference> differences) {
    if (machines.isEmpty()) {
      return Optional.empty();
    }
    if (tooMany) {
      return unlearned("more than %,d different kinds".formatted(MOST_KINDS), differences);
    }
    if (machines.size() < needed) {
      return unlearned(
          "%d of %d machines report them".formatted(machines.size(), siblings), differences);
    }
    List<Expected> expected = new ArrayList<>();
    kinds.values().forEach(shown -> learn(rule, shown, differences).ifPresent(expected::add));
    return ExpectedComponents.tooMany(expected)
        ? unlearned("more than %,d".formatted(ExpectedComponents.MOST), differences)
        : Optional.of(expected);
  }

  private Optional<List<Expected>> unlearned(String shown, List<ComponentDifference> differences) {
    differences.add(
        new ComponentDifference(list, list.words(), Resolution.UNLEARNED, shown, List.of()));
    return Optional.empty();
  }

  private Optional<Expected> learn(
      ComponentRule rule, Shown shown, List<ComponentDifference> differences) {
    SortedMap<Integer, BitSet> all = withNone(shown);
    List<Integer> common =
        all.entrySet().stream()
            .filter(shows -> !rule.few(shows.getValue().cardinality(), machines.size()))
            .map(Map.Entry::getKey)
            .toList();
    List<Integer> kept = common.isEmpty() ? List.copyOf(all.keySet()) : common;
    int least = kept.getFirst();
    int most = kept.getLast();
    boolean leftOut = all.firstKey() < least || all.lastKey() > most;
    if (leftOut || least < most) {
      differences.add(
          difference(shown.kind(), all, least < most ? Resolution.VARIES : Resolution.LEFT_OUT));
    }
    return most == 0 ? Optional.empty() : Optional.of(new Expected(shown.kind(), least, most));
  }

  /// The machines by the number that they have, also those that have none.
  private SortedMap<Integer, BitSet> withNone(Shown shown) {
    SortedMap<Integer, BitSet> all = new TreeMap<>(shown.byNumber());
    BitSet without = new BitSet();
    without.set(0, machines.size());
    all.values().forEach(without::andNot);
    if (!without.isEmpty()) {
      all.put(0, without);
    }
    return all;
  }

  private ComponentDifference difference(
      ComponentKind kind, SortedMap<Integer, BitSet> all, Resolution resolution) {
    int usual =
        all.entrySet().stream()
            .max(Map.Entry.comparingByValue(Comparator.comparingInt(BitSet::cardinality)))
            .orElseThrow()
            .getKey();
    String shown =
        all.entrySet().stream()
            .map(one -> words(one.getValue().cardinality(), one.getKey()))
            .collect(Collectors.joining(", "));
    Stream<String> others =
        all.entrySet().stream()
            .filter(one -> one.getKey() != usual)
            .flatMap(one -> one.getValue().stream().mapToObj(machines::get));
    return new ComponentDifference(list, kind.words(), resolution, shown, Outlier.examples(others));
  }

  private String words(int some, int number) {
    return "%d of %d %s %s"
        .formatted(
            some, machines.size(), some == 1 ? "has" : "have", number == 0 ? "none" : number);
  }
}

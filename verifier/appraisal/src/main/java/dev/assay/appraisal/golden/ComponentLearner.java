package dev.assay.appraisal.golden;

import dev.assay.appraisal.golden.ExpectedComponents.Expected;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Learns which components machines of a board model report, from siblings who are fed one after
/// the other. Places and serials are not looked at: they differ, and say nothing of what a machine
/// is. Which number of a kind is common decides [ComponentRule].
public final class ComponentLearner {
  private final Map<ComponentList, ComponentTally> tallies = new EnumMap<>(ComponentList.class);

  /// Has counted no machine yet.
  public ComponentLearner() {}

  /// Counts a machine that can read this list.
  public void add(String machine, ComponentList list, List<ComponentKind> components) {
    tallies.computeIfAbsent(list, ComponentTally::new).add(machine, components);
  }

  /// What follows. A list that fewer machines report than have to is left out of it.
  ///
  /// @param siblings how many machines the set is learned from
  /// @param needed its quorum
  public LearnedComponents learn(ComponentRule rule, int siblings, int needed) {
    Map<ComponentList, List<Expected>> lists = new EnumMap<>(ComponentList.class);
    List<ComponentDifference> differences = new ArrayList<>();
    if (rule != ComponentRule.NONE) {
      tallies.forEach(
          (list, tally) ->
              tally
                  .learn(rule, siblings, needed, differences)
                  .ifPresent(expected -> lists.put(list, expected)));
    }
    return new LearnedComponents(
        Optional.of(lists).filter(some -> !some.isEmpty()).map(ExpectedComponents::new),
        differences);
  }
}

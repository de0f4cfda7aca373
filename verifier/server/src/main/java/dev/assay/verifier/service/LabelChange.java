package dev.assay.verifier.service;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// How a machine's labels are to change.
///
/// @param set labels that it is to have, in place of those of the same keys
/// @param remove keys of which it is to have no label
public record LabelChange(List<MachineLabel> set, Set<String> remove) {

  /// The most labels of a machine.
  static final int MOST = 32;

  public LabelChange {
    set = List.copyOf(set);
    remove = Set.copyOf(remove);
  }

  /// Whether it says one thing of each key, and anything at all.
  boolean isClear() {
    var keys = Stream.concat(set.stream().map(MachineLabel::key), remove.stream()).toList();
    return !keys.isEmpty() && keys.stream().distinct().count() == keys.size();
  }

  /// The labels of a machine that has these, by key.
  List<MachineLabel> applied(Collection<MachineLabel> before) {
    var kept = before.stream().filter(label -> !touches(label.key()));
    return Stream.concat(kept, set.stream())
        .sorted(Comparator.comparing(MachineLabel::key))
        .toList();
  }

  private boolean touches(String key) {
    return remove.contains(key) || set.stream().anyMatch(label -> label.key().equals(key));
  }
}

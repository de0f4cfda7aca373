package dev.assay.appraisal.golden;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The components that healthy machines of a board model report: all of a list, so that what was
/// added counts as much as what is missing. No TPM signs what a host reports, so this is compared
/// apart from the measurements and condemns no machine.
///
/// @param lists each list that is spoken of, one at least; its components by their words
public record ExpectedComponents(Map<ComponentList, List<Expected>> lists) {

  /// The most components of a list: what a host may report.
  public static final int MOST = 4_096;

  /// How many of one kind a machine has.
  ///
  /// @param least 0 where a machine may lack it
  /// @param most more than `least` where healthy machines differ
  public record Expected(ComponentKind kind, int least, int most) {
    public Expected {
      if (least < 0 || least > most || most < 1 || most > MOST) {
        throw new IllegalArgumentException(
            "at least %d and at most %d of a component".formatted(least, most));
      }
    }

    /// Whether healthy machines differ in how many they have.
    public boolean varies() {
      return least < most;
    }
  }

  public ExpectedComponents {
    if (lists.isEmpty()) {
      throw new IllegalArgumentException("expected components of no list");
    }
    Map<ComponentList, List<Expected>> sorted = new EnumMap<>(ComponentList.class);
    lists.forEach((list, expected) -> sorted.put(list, sorted(list, expected)));
    lists = Collections.unmodifiableMap(sorted);
  }

  private static List<Expected> sorted(ComponentList list, List<Expected> expected) {
    if (tooMany(expected)) {
      throw new IllegalArgumentException("more than %d %s".formatted(MOST, list.words()));
    }
    Set<String> words = new HashSet<>();
    for (Expected one : expected) {
      if (one.kind().list() != list) {
        throw new IllegalArgumentException(one.kind().words() + " is not of the list " + list);
      }
      if (!words.add(one.kind().words())) {
        throw new IllegalArgumentException(one.kind().words() + " is expected twice");
      }
    }
    return expected.stream()
        .sorted(Comparator.comparing((Expected one) -> one.kind().words()))
        .toList();
  }

  /// Whether these are more than a host may report.
  static boolean tooMany(List<Expected> expected) {
    return expected.stream().mapToLong(Expected::most).sum() > MOST;
  }

  /// What is expected of this list; empty where nothing is said of it.
  public Optional<List<Expected>> of(ComponentList list) {
    return Optional.ofNullable(lists.get(list));
  }
}

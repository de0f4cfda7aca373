package dev.assay.appraisal.golden;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Every set of varying fields that has any.
final class FieldSets {
  /// Smaller sets first, so that no more is let vary than does.
  static final List<Set<VaryingField>> BY_SIZE = bySize();

  private FieldSets() {}

  private static List<Set<VaryingField>> bySize() {
    List<EnumSet<VaryingField>> sets = new ArrayList<>();
    sets.add(EnumSet.noneOf(VaryingField.class));
    for (VaryingField field : VaryingField.values()) {
      for (EnumSet<VaryingField> without : List.copyOf(sets)) {
        EnumSet<VaryingField> with = EnumSet.copyOf(without);
        with.add(field);
        sets.add(with);
      }
    }
    return sets.stream()
        .filter(fields -> !fields.isEmpty())
        .sorted(Comparator.comparingInt(Set::size))
        .<Set<VaryingField>>map(Collections::unmodifiableSet)
        .toList();
  }
}

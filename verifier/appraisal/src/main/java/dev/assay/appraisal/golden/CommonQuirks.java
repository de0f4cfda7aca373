package dev.assay.appraisal.golden;

import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// Finds what all siblings show.
final class CommonQuirks {
  private CommonQuirks() {}

  /// In the order in which the first sibling shows them, each once.
  ///
  /// @param banks common to all siblings
  static List<Quirk> of(List<Sibling> siblings, Set<HashAlgorithm> banks) {
    List<List<Quirk>> shown =
        siblings.stream().map(sibling -> within(sibling.oddities(), banks)).toList();
    Set<Quirk> common = new LinkedHashSet<>();
    for (Quirk quirk : shown.getFirst()) {
      if (shown.stream().allMatch(quirks -> quirks.contains(quirk))) {
        common.add(quirk);
      } else if (!quirk.oddity().ofOneEvent()
          && shown.stream().allMatch(quirks -> quirks.stream().anyMatch(quirk::isLike))) {
        common.add(new Quirk(quirk.oddity(), quirk.pcr(), Collections.emptySortedMap()));
      }
    }
    return List.copyOf(common);
  }

  /// Without those of which no common bank tells anything.
  private static List<Quirk> within(List<Quirk> quirks, Set<HashAlgorithm> banks) {
    List<Quirk> within = new ArrayList<>();
    for (Quirk quirk : quirks) {
      TreeMap<HashAlgorithm, Digest> event = new TreeMap<>(quirk.event());
      event.keySet().retainAll(banks);
      if (event.keySet().stream().anyMatch(HashAlgorithm::strong) || quirk.event().isEmpty()) {
        within.add(new Quirk(quirk.oddity(), quirk.pcr(), event));
      }
    }
    return within;
  }
}

package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.PcrIndex;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// PCR numbers as findings show them.
final class Pcrs {
  private Pcrs() {}

  static SortedSet<PcrIndex> copy(Collection<PcrIndex> pcrs) {
    if (pcrs.isEmpty()) {
      throw new IllegalArgumentException("no PCR");
    }
    return Collections.unmodifiableSortedSet(new TreeSet<>(pcrs));
  }

  static String list(Collection<PcrIndex> pcrs) {
    return pcrs.stream().map(p -> Integer.toString(p.value())).collect(Collectors.joining(", "));
  }
}

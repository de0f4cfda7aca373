package dev.assay.appraisal.check;

import dev.assay.appraisal.tpm.PcrIndex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToIntFunction;

/// Things by the PCR that they are of, 0 to 15: those that golden sets judge. Of each PCR in the
/// order in which they came.
final class ByPcr<T> {
  /// How many PCRs are judged.
  static final int PCRS = 16;

  /// In place of a PCR: to be left out.
  static final int NONE = -1;

  private final List<List<T>> lists = new ArrayList<>(PCRS);

  /// @param pcr gives the PCR of each, or [#NONE]
  ByPcr(List<T> things, ToIntFunction<T> pcr) {
    int[] counts = new int[PCRS];
    for (T thing : things) {
      int of = pcr.applyAsInt(thing);
      if (of != NONE) {
        counts[of]++;
      }
    }
    for (int count : counts) {
      lists.add(count == 0 ? List.of() : new ArrayList<>(count));
    }
    for (T thing : things) {
      int of = pcr.applyAsInt(thing);
      if (of != NONE) {
        lists.get(of).add(thing);
      }
    }
  }

  List<T> of(PcrIndex pcr) {
    return Collections.unmodifiableList(lists.get(pcr.value()));
  }
}

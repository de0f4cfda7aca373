package dev.assay.appraisal.check;

import dev.assay.appraisal.tpm.PcrIndex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What belongs to PCR 0 to 15, the ones that golden sets judge; of each PCR in the order in which
/// it was added.
final class ByPcr<T> {
  /// How many PCRs are judged.
  static final int PCRS = 16;

  private final List<List<T>> lists = new ArrayList<>(PCRS);

  ByPcr() {
    for (int pcr = 0; pcr < PCRS; pcr++) {
      lists.add(new ArrayList<>());
    }
  }

  void add(int pcr, T one) {
    lists.get(pcr).add(one);
  }

  List<T> of(PcrIndex pcr) {
    return Collections.unmodifiableList(lists.get(pcr.value()));
  }
}

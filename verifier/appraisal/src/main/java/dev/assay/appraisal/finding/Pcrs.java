package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.PcrIndex;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// PCRs as findings speak of them.
final class Pcrs {
  /// Remedy for a PCR that moved after the boot loader, where nothing should move it.
  static final String NOTHING_SHOULD_EXTEND_IT =
      "Find what extends this PCR after the boot loader. Nothing should; if it is yours, the"
          + " log must tell of it.";

  /// Remedy for a PCR that the running system is known to extend.
  static final String RUNNING_SYSTEM_EXTENDS_IT =
      "Nothing to do: the running system extends this PCR after the firmware's log ends (IMA,"
          + " systemd).";

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

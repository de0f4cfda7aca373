package dev.assay.appraisal.check;

import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.golden.GoldenSet;
import java.util.List;

/// Whether loader and kernel are compared, and how much a difference weighs.
public sealed interface OsLayer {
  /// They are compared with these sets; the boot must match one whole set.
  ///
  /// @param sets at least one
  /// @param severity of each difference
  record Judged(List<GoldenSet> sets, Severity severity) implements OsLayer {
    public Judged {
      sets = List.copyOf(sets);
      if (sets.isEmpty()) {
        throw new IllegalArgumentException("no golden set to judge by");
      }
    }
  }

  /// They are not compared.
  ///
  /// @param reason as the end of a sentence
  record NotJudged(String reason) implements OsLayer {}
}

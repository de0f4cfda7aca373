package dev.assay.appraisal;

import dev.assay.appraisal.check.GoldenComparison;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.Severity;
import java.util.List;
import java.util.Optional;

/// What is thought of a machine, from one piece of evidence. How old that is, is another question.
public enum Verdict {
  /// It booted what its golden sets say, and nothing else.
  TRUSTED,
  /// It booted its golden firmware; something that administrators change differs.
  WARNING,
  /// A promise is broken.
  UNTRUSTED,
  /// Nothing speaks against it, and nothing can speak for it.
  UNKNOWN;

  /// The verdict that these findings leave. It starts from UNKNOWN: without a comparison with
  /// golden sets no set of findings, not even an empty one, leads to trust.
  static Verdict of(List<Finding> findings, Optional<GoldenComparison> comparison) {
    var heaviest = findings.stream().map(Finding::severity).reduce(Severity.NOTE, Verdict::heavier);
    return switch (heaviest) {
      case VIOLATION -> UNTRUSTED;
      case UNDECIDED -> UNKNOWN;
      case WARNING -> comparison.isPresent() ? WARNING : UNKNOWN;
      case NOTE -> comparison.isPresent() ? TRUSTED : UNKNOWN;
    };
  }

  private static Severity heavier(Severity one, Severity other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}

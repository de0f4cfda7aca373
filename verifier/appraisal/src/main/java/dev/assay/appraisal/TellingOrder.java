package dev.assay.appraisal;

import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.GoldenFinding;
import dev.assay.appraisal.finding.LogFinding;
import dev.assay.appraisal.finding.QuoteFinding;
import dev.assay.appraisal.finding.SecureBootDiffers;
import dev.assay.appraisal.finding.SessionFinding;
import java.util.Comparator;
import java.util.List;

/// Puts findings into the order in which somebody wants to read them; what is equal keeps its
/// place. Secure Boot that is off or has other keys stands before the events of its rung: firmware
/// that measures its settings into PCR 0 makes other events of it, and so do loaders in PCR 4 and
/// 14. The state explains these, and not the other way round.
final class TellingOrder {
  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::severity)
          .reversed()
          .thenComparingInt(TellingOrder::rung)
          .thenComparing(finding -> !(finding instanceof SecureBootDiffers))
          .thenComparingInt(finding -> finding.pcr().orElse(-1))
          .thenComparingInt(finding -> finding.event().orElse(Integer.MAX_VALUE));

  private TellingOrder() {}

  static List<Finding> of(List<Finding> findings) {
    return findings.isEmpty() ? List.of() : findings.stream().sorted(ORDER).toList();
  }

  private static int rung(Finding finding) {
    return switch (finding) {
      case QuoteFinding _ -> 0;
      case SessionFinding _ -> 1;
      case LogFinding _ -> 2;
      case GoldenFinding _ -> 3;
    };
  }
}

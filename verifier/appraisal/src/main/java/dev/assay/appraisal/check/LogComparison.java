package dev.assay.appraisal.check;

import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.OsLayerNotJudged;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.golden.GoldenSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What follows from a log and the golden sets alone, whichever quote the log explains. It proves
/// nothing by itself: [GoldenComparison] does, which also holds the quote.
///
/// @param findings by layer, then by PCR
/// @param goldenSets the ids of the sets compared with: of each layer the one that the boot
///   matches, or the closest
record LogComparison(List<Finding> findings, List<String> goldenSets) {
  LogComparison {
    findings = List.copyOf(findings);
    goldenSets = List.copyOf(goldenSets);
  }

  static LogComparison of(ReplayedLog log, List<GoldenSet> firmware, OsLayer osLayer) {
    var events = new LayerEvents(log.log());
    List<Finding> findings = new ArrayList<>();
    List<String> goldenSets = new ArrayList<>();
    var closest = closest(log, events, firmware, Severity.VIOLATION);
    goldenSets.add(closest.id());
    findings.addAll(closest.findings());
    switch (osLayer) {
      case OsLayer.Judged(List<GoldenSet> sets, Severity severity) -> {
        var closestOs = closest(log, events, sets, severity);
        goldenSets.add(closestOs.id());
        findings.addAll(closestOs.findings());
      }
      case OsLayer.NotJudged(String reason) -> findings.add(new OsLayerNotJudged(reason));
    }
    return new LogComparison(findings, goldenSets);
  }

  private record Candidate(String id, List<Finding> findings) {
    long violations() {
      return findings.stream().filter(f -> f.severity() == Severity.VIOLATION).count();
    }
  }

  /// A boot matches one whole set or none: parts of two sets, as a half-done update has, are no
  /// match. Where it matches none, people want to see the fewest differences.
  private static Candidate closest(
      ReplayedLog log, LayerEvents events, List<GoldenSet> sets, Severity severity) {
    return sets.stream()
        .map(
            set ->
                new Candidate(
                    set.id(),
                    LayerComparison.findings(
                        set, events, log.replayedValues(), log.selection(), severity)))
        .min(
            Comparator.comparingLong(Candidate::violations)
                .thenComparingInt(candidate -> candidate.findings().size()))
        .orElseThrow(() -> new IllegalArgumentException("no golden set to compare with"));
  }
}

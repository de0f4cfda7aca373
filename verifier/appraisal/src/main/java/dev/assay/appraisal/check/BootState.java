package dev.assay.appraisal.check;

import dev.assay.appraisal.boot.BootFacts;
import dev.assay.appraisal.finding.AwaitsGoldenSet;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.OddFinding;
import dev.assay.appraisal.finding.Severity;
import java.util.List;

/// Proves what a boot was, as far as its log can tell: facts are read from data that hashes to its
/// digest, in PCRs whose events the quote proves. What speaks against the log by itself, whatever
/// golden sets say, was found.
public final class BootState {
  private final ReplayedLog log;
  private final LogReading reading;

  private BootState(ReplayedLog log, LogReading reading) {
    this.log = log;
    this.reading = reading;
  }

  /// Reads the boot from its log.
  ///
  /// @param loaders what it weighs where boot loaders' part of the log is not as it should be
  public static BootState of(ReplayedLog log, Severity loaders, ReadingMemory memory) {
    return new BootState(log, memory.recall(log, loaders));
  }

  /// The log that tells of it.
  public ReplayedLog log() {
    return log;
  }

  /// What speaks against the log: by what is checked, then by its order.
  public List<Finding> findings() {
    return reading.findings();
  }

  /// The same where no golden set is there to excuse any of them.
  ///
  /// @param undecided what it weighs that nobody said what the board model may do
  public List<Finding> findingsAwaitingGoldenSet(Severity undecided) {
    return findings().stream().map(finding -> awaiting(finding, undecided)).toList();
  }

  private static Finding awaiting(Finding finding, Severity undecided) {
    return finding instanceof OddFinding odd && odd.severity() != Severity.NOTE
        ? new AwaitsGoldenSet(odd, undecided)
        : finding;
  }

  /// What is known of the boot.
  public BootFacts facts() {
    return reading.facts();
  }
}

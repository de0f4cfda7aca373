package dev.assay.appraisal;

import dev.assay.appraisal.check.LogStructure;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.finding.BankIncomplete;
import dev.assay.appraisal.finding.EventLogNotCryptoAgile;
import dev.assay.appraisal.finding.EventLogNotOfTpm;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.OddFinding;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.golden.Quirk;
import java.util.ArrayList;
import java.util.List;

/// What can be said of an event log without a quote, in all its banks. It is no appraisal: who sent
/// the log, and whether the machine booted so, nobody vouches for.
public final class LogCheck {
  private LogCheck() {}

  /// What speaks against the log by itself.
  public static List<Finding> findings(EventLog log) {
    return switch (log.format()) {
      case SHA1_ONLY -> List.of(new EventLogNotCryptoAgile());
      case CONFIDENTIAL_COMPUTING -> List.of(new EventLogNotOfTpm());
      case CRYPTO_AGILE -> {
        List<Finding> findings = new ArrayList<>();
        log.incompleteBanks()
            .forEach((bank, end) -> findings.add(new BankIncomplete(bank, end, false)));
        findings.addAll(LogStructure.findings(log, log.banks(), Severity.WARNING));
        yield List.copyOf(findings);
      }
    };
  }

  /// What of it a golden set of the board model may excuse, each as narrow as can be.
  public static List<Quirk> oddities(EventLog log) {
    return findings(log).stream()
        .filter(OddFinding.class::isInstance)
        .map(finding -> ((OddFinding) finding).asQuirk())
        .distinct()
        .toList();
  }
}

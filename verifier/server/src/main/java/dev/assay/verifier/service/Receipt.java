package dev.assay.verifier.service;

import dev.assay.appraisal.Verdict;
import java.time.Duration;
import java.util.List;

/// The verifier's answer to evidence.
///
/// @param nextDue from now
/// @param authentic whether the evidence was the machine's own; else it was not recorded as such
public record Receipt(
    Verdict verdict, List<RecordedFinding> findings, Duration nextDue, boolean authentic) {

  public Receipt {
    findings = List.copyOf(findings);
  }
}

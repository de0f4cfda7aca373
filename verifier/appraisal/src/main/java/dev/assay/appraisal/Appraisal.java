package dev.assay.appraisal;

import dev.assay.appraisal.finding.Finding;
import java.util.List;
import java.util.Optional;

/// The result of appraising one piece of evidence. The same evidence and expectation give an equal
/// one.
///
/// @param verdict what the findings lead to
/// @param findings all of them, the most telling first: by severity, then by rung of the ladder
///   (quote, log, golden sets), then by PCR and event
/// @param authentic whether the machine's TPM signed the evidence for this question; where it did
///   not, the verdict is about the sender and says nothing about the machine
/// @param proven what the quote proved; empty where it proved nothing
public record Appraisal(
    Verdict verdict, List<Finding> findings, boolean authentic, Optional<Proven> proven) {
  public Appraisal {
    findings = List.copyOf(findings);
    if (verdict == Verdict.TRUSTED && (!authentic || proven.isEmpty())) {
      throw new IllegalArgumentException("trust without proof");
    }
  }
}

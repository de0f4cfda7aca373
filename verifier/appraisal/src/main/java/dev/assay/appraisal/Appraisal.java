package dev.assay.appraisal;

import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.SessionFinding;
import dev.assay.appraisal.finding.Severity;
import java.util.List;
import java.util.Optional;

/// The result of appraising one piece of evidence. The same evidence and expectation give an equal
/// one.
///
/// @param verdict what the findings lead to
/// @param findings all of them, the most telling first: by severity, then by rung of the ladder
///   (quote, session, log, golden sets), then by PCR and event
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

  /// Whether the TPM continues what was accepted of it before, so that this may be accepted in its
  /// place. While it does not, later evidence is held against what was accepted before, or one more
  /// attestation would make it forgotten.
  public boolean continues() {
    return proven.isPresent()
        && findings.stream()
            .noneMatch(
                finding ->
                    finding instanceof SessionFinding && finding.severity() == Severity.VIOLATION);
  }
}

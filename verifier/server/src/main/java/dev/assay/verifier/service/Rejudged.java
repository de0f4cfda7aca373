package dev.assay.verifier.service;

import dev.assay.appraisal.Verdict;
import java.util.List;

/// What kept evidence says when it is judged again.
public record Rejudged(Verdict verdict, List<RecordedFinding> findings) {
  public Rejudged {
    findings = List.copyOf(findings);
  }
}

package dev.assay.verifier.service;

import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.tpm.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What one authentic appraisal said, as recorded.
///
/// @param appraisalId names the record
/// @param at when the verifier appraised
/// @param quoted what the quote said of the TPM; empty where the machine's own quote did not hold,
///   as one that leaves PCRs out
/// @param logSha256 the event log that came with it; empty where the machine showed none
/// @param replayed whether the log explains the quoted PCR 0-7
/// @param goldenSets what it was compared with
public record Standing(
    long appraisalId,
    Verdict verdict,
    List<RecordedFinding> findings,
    Instant at,
    Optional<QuotedState> quoted,
    Optional<Digest> logSha256,
    boolean replayed,
    List<String> goldenSets) {

  public Standing {
    findings = List.copyOf(findings);
    goldenSets = List.copyOf(goldenSets);
  }
}

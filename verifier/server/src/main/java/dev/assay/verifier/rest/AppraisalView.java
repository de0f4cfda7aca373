package dev.assay.verifier.rest;

import dev.assay.appraisal.tpm.Digest;
import dev.assay.verifier.service.RecordedAppraisal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One appraisal of a machine's history.
///
/// @param replayed whether the log explained the quoted PCR 0-7
/// @param evidenceSha256 SHA-256 of the attest and signature bytes
public record AppraisalView(
    long id,
    Instant at,
    String verdict,
    List<FindingView> findings,
    Optional<String> logSha256,
    boolean replayed,
    List<String> goldenSets,
    String evidenceSha256) {

  static AppraisalView of(RecordedAppraisal appraisal) {
    var standing = appraisal.standing();
    return new AppraisalView(
        standing.appraisalId(),
        standing.at(),
        standing.verdict().name(),
        standing.findings().stream().map(FindingView::of).toList(),
        standing.logSha256().map(Digest::toHex),
        standing.replayed(),
        standing.goldenSets(),
        appraisal.evidenceSha256());
  }
}

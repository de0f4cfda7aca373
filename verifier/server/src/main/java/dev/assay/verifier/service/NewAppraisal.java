package dev.assay.verifier.service;

import dev.assay.appraisal.Proven;
import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An appraisal of authentic evidence and all that it was made from, so that the same result can be
/// had from it again.
///
/// @param machine as it was when the evidence was appraised
/// @param host what the host reported with it
/// @param selection the selection that the challenge asked for
/// @param attest TPMS_ATTEST as the TPM made it
/// @param signature TPMT_SIGNATURE
/// @param extraData what the quote had to be bound to: nonce and channel
/// @param claimedValues the PCR values as they were sent
/// @param logSha256 the event log that came with it or was named
/// @param log the event log where it was sent with this evidence; empty where it is stored already
///   or absent
/// @param logAbsent why the machine has none
/// @param proven empty where the machine's own quote did not hold
/// @param continues whether the next quote has to continue this one; else what was before
/// @param witness what the machine is to be counted by among its siblings; empty where that stays
///   as it is
public record NewAppraisal(
    Machine machine,
    HostFacts host,
    PcrSelection selection,
    Bytes attest,
    Bytes signature,
    Bytes extraData,
    PcrValues claimedValues,
    Optional<Digest> logSha256,
    Optional<Bytes> log,
    Optional<String> logAbsent,
    Optional<Proven> proven,
    boolean continues,
    Optional<Witness> witness,
    Verdict verdict,
    List<RecordedFinding> findings,
    ServicePolicy policy,
    String bootId,
    long uptimeMillis,
    Instant at) {

  public NewAppraisal {
    findings = List.copyOf(findings);
  }

  /// The golden sets that the machine is on by it; none where the verdict is no good, or where a
  /// rollout was meant for others.
  public List<String> onSets() {
    return RolloutShare.isWithin(verdict, findings)
        ? proven.map(Proven::goldenSetIds).orElse(List.of())
        : List.of();
  }
}

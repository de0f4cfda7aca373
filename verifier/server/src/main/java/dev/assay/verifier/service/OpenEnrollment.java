package dev.assay.verifier.service;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.TpmPublic;
import java.time.Instant;
import java.util.Optional;

/// An enrollment that waits for its secret. The secret itself is kept nowhere.
///
/// @param challengeId 16 random bytes
/// @param ekCertificate as the TPM has it, kept for the record
/// @param secretSha256 what the answer is compared with
public record OpenEnrollment(
    Bytes challengeId,
    TpmPublic ek,
    Optional<Bytes> ekCertificate,
    EkStanding ekStanding,
    TpmPublic ak,
    HostFacts host,
    Digest secretSha256,
    Instant openedAt,
    Instant expiresAt) {

  public MachineId machine() {
    return MachineId.of(ek);
  }
}

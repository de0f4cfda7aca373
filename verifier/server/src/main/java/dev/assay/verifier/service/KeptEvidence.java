package dev.assay.verifier.service;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.appraisal.tpm.TpmPublic;
import java.util.Optional;

/// Authentic evidence as it was kept with its appraisal, and what it had to answer. A claim again
/// until it is appraised anew.
///
/// @param ak the key that was in force then
/// @param selection the selection that the challenge asked for
/// @param extraData what the quote had to be bound to
/// @param logSha256 the event log that came with it; empty where the machine showed none
public record KeptEvidence(
    MachineId machine,
    TpmPublic ak,
    PcrSelection selection,
    Bytes attest,
    Bytes signature,
    Bytes extraData,
    PcrValues claimedValues,
    Optional<Digest> logSha256) {}

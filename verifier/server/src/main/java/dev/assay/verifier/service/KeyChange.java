package dev.assay.verifier.service;

import dev.assay.appraisal.tpm.TpmName;
import java.time.Instant;

/// A machine's TPM proved another AK than the enrolled one. Nothing is replaced before a person
/// agrees.
///
/// @param akName the Name of the new AK
/// @param requestedAt when its TPM proved it
public record KeyChange(TpmName akName, Instant requestedAt) {}

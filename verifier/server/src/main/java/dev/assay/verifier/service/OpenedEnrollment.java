package dev.assay.verifier.service;

import dev.assay.appraisal.codec.Bytes;
import java.time.Duration;

/// A credential that only the TPM with both keys can open.
///
/// @param challengeId 16 random bytes
/// @param credentialBlob TPM2B_ID_OBJECT with its size
/// @param encryptedSecret TPM2B_ENCRYPTED_SECRET with its size
public record OpenedEnrollment(
    Bytes challengeId, Bytes credentialBlob, Bytes encryptedSecret, Duration expiresIn) {}

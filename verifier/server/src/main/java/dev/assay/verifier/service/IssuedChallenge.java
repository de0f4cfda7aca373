package dev.assay.verifier.service;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.PcrSelection;
import java.time.Duration;
import java.util.Optional;

/// A nonce for one quote on one stream.
///
/// @param nonce 32 random bytes
/// @param selection what the quote must select, in this order
/// @param knownLog SHA-256 of the event log that need not be sent again
/// @param knownInventory SHA-256 of the inventory that need not be sent again
/// @param expiresIn how long it can be answered
public record IssuedChallenge(
    Bytes nonce,
    PcrSelection selection,
    Optional<Digest> knownLog,
    Optional<Digest> knownInventory,
    Duration expiresIn) {}

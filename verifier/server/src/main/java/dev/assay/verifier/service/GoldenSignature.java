package dev.assay.verifier.service;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import java.time.Instant;

/// A signature as it is kept. Who made it is only what was found when it came; whether it counts is
/// found anew each time.
///
/// @param value over the proposed set
/// @param key fingerprint of the key that had made it
/// @param signer whose key that was
public record GoldenSignature(Bytes value, Digest key, String signer, Instant at) {}

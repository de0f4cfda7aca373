package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.Map;

/// Hashes for one log: its bytes, the data of its events, its PCRs. All share one computation per
/// algorithm: a new one for each hash would cost more memory than the log. Safe for use by several
/// threads at once.
final class DataHashes {
  private final Map<HashAlgorithm, MessageDigest> hashers = new EnumMap<>(HashAlgorithm.class);
  private final byte[] hash = new byte[HashAlgorithm.MAX_SIZE];

  /// The hash of `data`.
  synchronized Digest of(HashAlgorithm algorithm, Bytes data) {
    MessageDigest hasher = hasher(algorithm);
    data.hashWith(hasher);
    return new Digest(algorithm, Bytes.wrap(hasher.digest()));
  }

  /// Whether what stands in `digests` from `start` on is the hash of `data`.
  synchronized boolean isOf(HashAlgorithm algorithm, Bytes digests, int start, Bytes data) {
    MessageDigest hasher = hasher(algorithm);
    data.hashWith(hasher);
    finish(hasher, hash, 0, algorithm.size());
    return digests.holdsAt(start, hash, algorithm.size());
  }

  /// Extends the PCR that stands in `pcrs` from `at` on with the digest that stands in `digests`
  /// from `start` on (TPM 2.0 Part 3, TPM2_PCR_Extend).
  synchronized void extend(HashAlgorithm bank, byte[] pcrs, int at, Bytes digests, int start) {
    MessageDigest hasher = hasher(bank);
    hasher.update(pcrs, at, bank.size());
    digests.hashWith(hasher, start, start + bank.size());
    finish(hasher, pcrs, at, bank.size());
  }

  private MessageDigest hasher(HashAlgorithm algorithm) {
    return hashers.computeIfAbsent(algorithm, HashAlgorithm::newDigest);
  }

  private static void finish(MessageDigest hasher, byte[] into, int at, int size) {
    try {
      hasher.digest(into, at, size);
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
  }
}

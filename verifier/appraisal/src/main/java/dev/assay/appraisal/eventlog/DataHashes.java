package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.Map;

/// Hashes data again and compares. All events of a log share one: a new computation for each of
/// them would cost more memory than the log. Safe for use by several threads at once.
final class DataHashes {
  private final Map<HashAlgorithm, MessageDigest> hashers = new EnumMap<>(HashAlgorithm.class);
  private final byte[] hash = new byte[HashAlgorithm.MAX_SIZE];

  /// Whether `digest` is the hash of `data`.
  synchronized boolean isOf(Digest digest, Bytes data) {
    HashAlgorithm algorithm = digest.algorithm();
    MessageDigest hasher = hashers.computeIfAbsent(algorithm, HashAlgorithm::newDigest);
    data.hashWith(hasher);
    try {
      hasher.digest(hash, 0, algorithm.size());
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
    return digest.value().isStartOf(hash);
  }
}

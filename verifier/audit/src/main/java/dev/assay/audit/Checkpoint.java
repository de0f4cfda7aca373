package dev.assay.audit;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.time.Instant;

/// What the log was at a time: the hash of its entry of this sequence, and with it all entries
/// before.
public record Checkpoint(long sequence, Digest hash, Instant at) {
  // Nothing else that the key might ever sign begins with this member.
  private static final String KIND = "assay-audit-checkpoint/1";

  public Checkpoint {
    if (sequence < 1 || hash.algorithm() != HashAlgorithm.SHA256) {
      throw new IllegalArgumentException("a checkpoint is of an entry and its SHA-256");
    }
  }

  /// What a checkpoint's signature is over: canonical JSON (RFC 8785).
  public Bytes signedBytes() {
    return CanonicalJson.bytes(
        CanonicalJson.object()
            .put("kind", KIND)
            .put("sequence", sequence)
            .put("hash", hash.toHex())
            .put("at", at.toString()));
  }
}

package dev.assay.audit;

import dev.assay.appraisal.tpm.Digest;

/// An entry with the hash that its log has for it. A claim: whether the hash is that of the entry,
/// and the entry follows the one before, is what [ChainWalk] finds out.
public record AuditLine(AuditEntry entry, Digest hash) {
  /// The line of an entry that is about to be written.
  ///
  /// @throws IllegalArgumentException where it is not of the form that entries have; says which
  ///   part
  public static AuditLine of(AuditEntry entry) {
    entry.requireForm();
    return new AuditLine(entry, AuditJson.hash(entry));
  }

  /// Whether the hash is the entry's.
  public boolean hashHolds() {
    return AuditJson.hash(entry).equals(hash);
  }
}

package dev.assay.verifier.service;

import dev.assay.audit.AuditLine;
import dev.assay.audit.SignedCheckpoint;
import java.util.List;
import java.util.Optional;

/// Where the audit log is read.
public interface AuditRecords {

  /// The entries after this sequence that match, at most `limit`, in the order of the log.
  List<AuditLine> entries(AuditFilter filter, long after, int limit);

  /// The last entry.
  Optional<AuditLine> head();

  /// The checkpoints of entries after this sequence, at most `limit`, in the order of the log.
  List<SignedCheckpoint> checkpoints(long after, int limit);

  /// Keeps a checkpoint to hand it out; one of the same entry that is there stays.
  void add(SignedCheckpoint checkpoint);
}

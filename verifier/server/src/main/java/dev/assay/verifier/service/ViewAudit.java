package dev.assay.verifier.service;

import dev.assay.audit.AuditLine;
import dev.assay.audit.SignedCheckpoint;
import java.util.List;

/// Shows the audit log and its checkpoints. Changes nothing.
public final class ViewAudit {
  /// The most lines of one answer.
  public static final int MOST = 1_000;

  private final AuditRecords records;

  public ViewAudit(AuditRecords records) {
    this.records = records;
  }

  /// The entries after this sequence that match, in the order of the log, at most [#MOST].
  public List<AuditLine> entries(AuditFilter filter, long after, int limit) {
    return records.entries(filter, after, Math.min(limit, MOST));
  }

  /// The checkpoints of entries after this sequence, in the order of the log, at most [#MOST].
  public List<SignedCheckpoint> checkpoints(long after, int limit) {
    return records.checkpoints(after, Math.min(limit, MOST));
  }
}

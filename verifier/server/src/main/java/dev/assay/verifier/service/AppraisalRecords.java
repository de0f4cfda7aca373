package dev.assay.verifier.service;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where appraisals and the event logs that they judged are kept.
public interface AppraisalRecords {

  /// Keeps an appraisal, its evidence and, where it is new, its log, and makes it the machine's
  /// latest; all in one transaction.
  ///
  /// @return false, and nothing kept, where the machine's state or key changed since it was read
  boolean record(NewAppraisal appraisal);

  /// The latest first.
  List<RecordedAppraisal> history(MachineId id, int limit);

  /// The latest appraisal of this machine, with its enrolled key, whose log explained the quoted
  /// PCRs.
  Optional<ReplayedBoot> latestReplayed(MachineId id);

  /// How many bytes the event logs have that a machine's appraisals since then came with, each log
  /// once.
  long logBytes(MachineId id, Instant since);

  /// What the machine's last good boot (TRUSTED or WARNING) before this appraisal was compared
  /// with, since a person last approved the machine; none where there is none.
  List<String> lastGoodSets(MachineId id, long before);

  /// The evidence of an appraisal; empty where no appraisal of this id is kept.
  Optional<StoredEvidence> evidence(long appraisalId);

  /// The evidence of the machine's last appraisal at or before a time.
  Optional<StoredEvidence> evidenceAt(MachineId id, Instant at);

  /// The event log of this digest.
  Optional<Bytes> log(Digest sha256);

  /// Drops appraisals older than `before`, but not a machine's latest, its last trusted one, and
  /// those that golden sets were learned from; then logs that nothing names.
  ///
  /// @return how many appraisals went
  int purge(Instant before);

  /// A boot to learn from.
  record ReplayedBoot(long appraisalId, Digest logSha256) {}
}

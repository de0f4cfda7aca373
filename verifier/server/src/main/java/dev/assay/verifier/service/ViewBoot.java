package dev.assay.verifier.service;

import dev.assay.appraisal.Appraiser;
import dev.assay.appraisal.Evidence;
import dev.assay.appraisal.Expectation;
import dev.assay.appraisal.GoldenSets;
import dev.assay.appraisal.LogEvidence;
import dev.assay.appraisal.Proven;
import dev.assay.appraisal.boot.BootFacts;
import dev.assay.appraisal.enroll.BoundKey;
import java.util.Optional;

/// Shows what a machine's latest boot was. No fact is stored: each time somebody asks, the boot is
/// proven again from the quote and the log that were kept.
public final class ViewBoot {
  private final AppraisalRecords appraisals;
  private final KnownLogs logs;
  private final Appraiser appraiser;
  private final ServicePolicy policy;

  public ViewBoot(
      AppraisalRecords appraisals, KnownLogs logs, Appraiser appraiser, ServicePolicy policy) {
    this.appraisals = appraisals;
    this.logs = logs;
    this.appraiser = appraiser;
    this.policy = policy;
  }

  /// The boot that the machine's latest appraisal judged. Empty where there is none, where the
  /// quote did not hold, and where no log came with it.
  public Optional<BootFacts> of(Machine machine) {
    return machine
        .latest()
        .flatMap(standing -> appraisals.evidence(standing.appraisalId()))
        .flatMap(this::proven);
  }

  private Optional<BootFacts> proven(StoredEvidence kept) {
    return kept.logSha256()
        .flatMap(logs::find)
        .map(LogEvidence.Present::new)
        .map(log -> new Evidence(kept.attest(), kept.signature(), kept.values(), log))
        .flatMap(evidence -> appraiser.appraise(evidence, question(kept)).proven())
        .flatMap(Proven::boot);
  }

  private Expectation question(StoredEvidence kept) {
    return new Expectation(
        BoundKey.recall(kept.machine().toDigest(), kept.ak()),
        kept.extraData(),
        kept.selection(),
        new GoldenSets.NoModel(),
        policy.osLayer());
  }
}

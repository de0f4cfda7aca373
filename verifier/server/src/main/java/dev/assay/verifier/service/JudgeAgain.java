package dev.assay.verifier.service;

import dev.assay.appraisal.Appraisal;
import dev.assay.appraisal.Appraiser;
import dev.assay.appraisal.Evidence;
import dev.assay.appraisal.Expectation;
import dev.assay.appraisal.LogEvidence;
import dev.assay.appraisal.OsLayerPolicy;
import dev.assay.appraisal.Proven;
import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.enroll.BoundKey;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.MeasurementRare;
import dev.assay.appraisal.finding.SessionFinding;
import dev.assay.verifier.service.GoldenCatalogue.InForce;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Judges kept evidence again, by other golden sets or by the same. Quote, log and comparison are
/// made anew. What was found by holding the evidence against the rest of the fleet or against the
/// quote before (siblings, serials, the TPM's clock) rests on what was known then, and is taken
/// over; so is what was found of the components, unless it is known what the host reported.
///
/// One run uses one: it remembers comparisons by the ids of golden sets, and a draft may still
/// change.
final class JudgeAgain {
  private static final Set<String> MADE_ANEW = madeAnew();

  private final AppraisalRecords appraisals;
  private final KnownLogs logs;
  private final Appraiser appraiser = new Appraiser();

  JudgeAgain(AppraisalRecords appraisals, KnownLogs logs) {
    this.appraisals = appraisals;
    this.logs = logs;
  }

  private static Set<String> madeAnew() {
    var codes = new HashSet<>(Finding.codes(Finding.class));
    codes.removeAll(Finding.codes(SessionFinding.class));
    codes.removeAll(Finding.codes(MeasurementRare.class));
    codes.add(GoldenCatalogue.NOT_VOUCHED_FOR);
    return Set.copyOf(codes);
  }

  /// Judges. Empty where the event log is no longer kept.
  ///
  /// @param components what the host reported, as [ComponentKinds] has it
  Optional<Rejudged> by(
      InForce inForce,
      OsLayerPolicy osLayer,
      StoredEvidence stored,
      Optional<Set<String>> components) {
    return log(stored).map(log -> result(inForce, osLayer, stored, components, log));
  }

  private Rejudged result(
      InForce inForce,
      OsLayerPolicy osLayer,
      StoredEvidence stored,
      Optional<Set<String>> components,
      LogEvidence log) {
    var evidence =
        new Evidence(
            stored.attest(),
            stored.signature(),
            stored.values(),
            log,
            Optional.empty(),
            stored.host().get(HostFact.BIOS_VERSION));
    var expectation =
        new Expectation(
            BoundKey.recall(stored.machine().toDigest(), stored.ak()),
            stored.extraData(),
            stored.selection(),
            inForce.sets(),
            osLayer,
            Optional.empty(),
            inForce.lastFirmware(
                () -> appraisals.lastGoodSets(stored.machine(), stored.standing().appraisalId())));
    var appraisal = appraiser.appraise(evidence, expectation);
    var findings = new ArrayList<RecordedFinding>();
    stored.standing().findings().stream()
        .filter(finding -> !MADE_ANEW.contains(finding.code()))
        .filter(finding -> components.isEmpty() || !GoldenComponents.CODES.contains(finding.code()))
        .forEach(findings::add);
    components
        .filter(_ -> stored.state() == MachineState.ACTIVE)
        .map(mine -> GoldenComponents.of(inForce.all(), compared(appraisal), mine).findings())
        .ifPresent(findings::addAll);
    findings.addAll(inForce.findings());
    appraisal.findings().stream().map(RecordedFinding::of).forEach(findings::add);
    var verdict =
        stored.state() == MachineState.ACTIVE
            ? MachineFindings.worsened(appraisal.verdict(), findings)
            : Verdict.UNKNOWN;
    return new Rejudged(verdict, findings);
  }

  private static List<String> compared(Appraisal appraisal) {
    return appraisal.proven().map(Proven::goldenSetIds).orElse(List.of());
  }

  private Optional<LogEvidence> log(StoredEvidence stored) {
    return stored.logSha256().isPresent()
        ? logs.find(stored.logSha256().get()).map(LogEvidence.Present::new)
        : Optional.of(new LogEvidence.Absent(stored.logAbsent().orElse("")));
  }
}

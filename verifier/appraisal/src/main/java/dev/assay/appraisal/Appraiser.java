package dev.assay.appraisal;

import dev.assay.appraisal.boot.BootFacts;
import dev.assay.appraisal.boot.BootSession;
import dev.assay.appraisal.boot.ReportedBoot;
import dev.assay.appraisal.check.BootState;
import dev.assay.appraisal.check.ComparisonMemory;
import dev.assay.appraisal.check.Continuity;
import dev.assay.appraisal.check.GoldenComparison;
import dev.assay.appraisal.check.OsLayer;
import dev.assay.appraisal.check.ReadingMemory;
import dev.assay.appraisal.check.ReplayedLog;
import dev.assay.appraisal.check.VerifiedQuote;
import dev.assay.appraisal.codec.PlainText;
import dev.assay.appraisal.finding.EventLogAbsent;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.FirmwareRolledBack;
import dev.assay.appraisal.finding.FirmwareVersionDiffers;
import dev.assay.appraisal.finding.NoGoldenSet;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.tpm.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Judges evidence by climbing the ladder of proofs: quote verified, log replayed against it, boot
/// read from the log, boot compared with the golden sets. Every rung collects what it finds; a rung
/// that can't be reached is a finding.
///
/// Safe for use by several threads at once. What it remembers are readings and comparisons of known
/// logs, bounded in number; leaving them out changes no result.
public final class Appraiser {
  private final ReadingMemory readings = new ReadingMemory();
  private final ComparisonMemory comparisons = new ComparisonMemory();

  /// An appraiser that remembers nothing yet.
  public Appraiser() {}

  /// Appraises. Never throws for what the evidence holds.
  public Appraisal appraise(Evidence evidence, Expectation expectation) {
    var result =
        VerifiedQuote.verify(
            evidence.attest(),
            evidence.signature(),
            evidence.claimedValues(),
            expectation.key(),
            expectation.extraData(),
            expectation.selection());
    return switch (result) {
      case VerifiedQuote.Refused(List<Finding> findings, boolean authentic) ->
          new Appraisal(
              Verdict.of(findings, Optional.empty()),
              TellingOrder.of(findings),
              authentic,
              Optional.empty());
      case VerifiedQuote.Proven(VerifiedQuote quote, List<Finding> findings) ->
          judge(quote, findings, evidence, expectation);
    };
  }

  private Appraisal judge(
      VerifiedQuote quote, List<Finding> found, Evidence evidence, Expectation expectation) {
    List<Finding> findings = new ArrayList<>(found);
    evidence
        .boot()
        .map(boot -> session(quote, boot))
        .ifPresent(now -> findings.addAll(Continuity.findings(expectation.last(), now)));
    LogEvidence log = evidence.log();
    var boot =
        replay(quote, log, expectation, findings)
            .map(replayed -> BootState.of(replayed, loaderPcrs(expectation), readings));
    boot.flatMap(state -> otherVersion(state, evidence)).ifPresent(findings::add);
    var comparison = compare(boot, expectation, findings);
    return new Appraisal(
        Verdict.of(findings, comparison),
        TellingOrder.of(findings),
        true,
        Optional.of(proven(quote, log, boot, comparison)));
  }

  private static Optional<Finding> otherVersion(BootState boot, Evidence evidence) {
    return boot.facts()
        .firmwareVersion()
        .flatMap(
            measured ->
                evidence
                    .firmwareVersion()
                    .map(reported -> PlainText.of(reported, BootFacts.MAX_TEXT))
                    .filter(reported -> !reported.isEmpty() && !reported.equals(measured))
                    .map(reported -> new FirmwareVersionDiffers(reported, measured)));
  }

  private static BootSession session(VerifiedQuote quote, ReportedBoot boot) {
    var statement = quote.statement();
    return new BootSession(statement.clockInfo(), statement.firmwareVersion(), boot);
  }

  private static Optional<ReplayedLog> replay(
      VerifiedQuote quote, LogEvidence log, Expectation expectation, List<Finding> findings) {
    return switch (log) {
      case LogEvidence.Absent(String reason) -> {
        findings.add(new EventLogAbsent(reason));
        yield Optional.empty();
      }
      case LogEvidence.Present(var prepared) -> {
        var outcome = ReplayedLog.of(quote, prepared, loaderPcrs(expectation));
        findings.addAll(outcome.findings());
        yield switch (outcome) {
          case ReplayedLog.Replayed(ReplayedLog replayed) -> Optional.of(replayed);
          case ReplayedLog.Refused _ -> Optional.empty();
        };
      }
    };
  }

  private Optional<GoldenComparison> compare(
      Optional<BootState> boot, Expectation expectation, List<Finding> findings) {
    return switch (expectation.golden()) {
      case GoldenSets.NoModel() -> {
        findings.add(new NoGoldenSet(Optional.empty()));
        boot.map(Appraiser::awaiting).ifPresent(findings::addAll);
        yield Optional.empty();
      }
      case GoldenSets.None(String boardModel) -> {
        findings.add(new NoGoldenSet(Optional.of(boardModel)));
        boot.map(Appraiser::awaiting).ifPresent(findings::addAll);
        yield Optional.empty();
      }
      case GoldenSets.Active active -> {
        var layer = osLayer(active, expectation.osLayer());
        var comparison =
            boot.map(state -> GoldenComparison.of(state, active.firmware(), layer, comparisons));
        comparison.map(GoldenComparison::findings).ifPresent(findings::addAll);
        comparison
            .flatMap(now -> rolledBack(now, active, expectation.lastFirmware()))
            .ifPresent(findings::add);
        yield comparison;
      }
    };
  }

  /// Firmware that went back to an older set in force. Where the boot matches no set whole, what
  /// differs is told instead.
  private static Optional<Finding> rolledBack(
      GoldenComparison now, GoldenSets.Active active, Optional<String> lastFirmware) {
    if (lastFirmware.isEmpty()) {
      return Optional.empty();
    }
    var newestFirst = active.firmware().stream().map(GoldenSet::id).toList();
    var matched = now.goldenSets().getFirst();
    boolean whole =
        now.findings().stream().noneMatch(finding -> finding.severity() == Severity.VIOLATION);
    return lastFirmware
        .filter(newestFirst::contains)
        .filter(last -> whole && newestFirst.indexOf(matched) > newestFirst.indexOf(last))
        .map(last -> new FirmwareRolledBack(last, matched));
  }

  /// What some board models are excused from is no violation yet where no set is active that could
  /// excuse it. It leads to no trust either.
  private static List<Finding> awaiting(BootState boot) {
    return boot.findingsAwaitingGoldenSet(Severity.UNDECIDED);
  }

  private static OsLayer osLayer(GoldenSets.Active active, OsLayerPolicy policy) {
    if (active.os().isEmpty()) {
      return new OsLayer.NotJudged("no golden set of the OS layer is active");
    }
    return switch (policy) {
      case ENFORCE -> new OsLayer.Judged(active.os(), Severity.VIOLATION);
      case WARN -> new OsLayer.Judged(active.os(), Severity.WARNING);
      case IGNORE -> new OsLayer.NotJudged("the policy ignores them");
    };
  }

  /// What it weighs when the log doesn't explain a PCR of the boot loader.
  private static Severity loaderPcrs(Expectation expectation) {
    boolean active = expectation.golden() instanceof GoldenSets.Active sets && !sets.os().isEmpty();
    return switch (expectation.osLayer()) {
      case ENFORCE -> active ? Severity.VIOLATION : Severity.WARNING;
      case WARN -> Severity.WARNING;
      case IGNORE -> Severity.NOTE;
    };
  }

  private static Proven proven(
      VerifiedQuote quote,
      LogEvidence log,
      Optional<BootState> boot,
      Optional<GoldenComparison> comparison) {
    var statement = quote.statement();
    Optional<Digest> logSha256 =
        log instanceof LogEvidence.Present(var prepared)
            ? Optional.of(prepared.sha256())
            : Optional.empty();
    return new Proven(
        statement.clockInfo(),
        statement.firmwareVersion(),
        quote.values(),
        new Digest(quote.hash(), statement.pcrDigest()),
        logSha256,
        boot.map(BootState::log).map(ReplayedLog::explainsStrongBanks).orElse(false),
        boot.map(BootState::facts),
        comparison.map(GoldenComparison::goldenSets).orElse(List.of()));
  }
}

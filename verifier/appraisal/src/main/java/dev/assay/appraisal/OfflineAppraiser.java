package dev.assay.appraisal;

import dev.assay.appraisal.OfflineCheck.Outcome;
import dev.assay.appraisal.check.BootState;
import dev.assay.appraisal.check.ComparisonMemory;
import dev.assay.appraisal.check.GoldenComparison;
import dev.assay.appraisal.check.OsLayer;
import dev.assay.appraisal.check.ReadingMemory;
import dev.assay.appraisal.check.ReplayedLog;
import dev.assay.appraisal.check.VerifiedQuote;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.eventlog.EventLog.Format;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.finding.BankNotInLog;
import dev.assay.appraisal.finding.EventLogMalformed;
import dev.assay.appraisal.finding.EventLogNotCryptoAgile;
import dev.assay.appraisal.finding.EventLogNotOfTpm;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.KeyUnsuitable;
import dev.assay.appraisal.finding.PcrValuesIncomplete;
import dev.assay.appraisal.finding.QuoteNotBound;
import dev.assay.appraisal.finding.SelectionDiffers;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.appraisal.tpm.QuoteStatement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Climbs the ladder of proofs with evidence that somebody holds in their hands: the same rungs as
/// [Appraiser], on a key that a person vouches for, and only as far as they asked.
///
/// What was not asked is taken from the quote itself, so that the rungs hold for what is left: its
/// extra data where no nonce is given, and its selection, as nobody requested one. Golden sets ask
/// for all the PCRs of their layer.
public final class OfflineAppraiser {
  private static final int FIRMWARE_PCRS = 0x00FF;

  private final OfflineEvidence evidence;
  private final OfflineQuestion question;
  private final Map<OfflineCheck, Outcome> checks = new EnumMap<>(OfflineCheck.class);
  private final List<Finding> findings = new ArrayList<>();

  private OfflineAppraiser(OfflineEvidence evidence, OfflineQuestion question) {
    this.evidence = evidence;
    this.question = question;
  }

  /// Appraises. Never throws for what the evidence holds.
  ///
  /// @throws IllegalArgumentException where golden sets are asked for and there is no log to
  ///   compare
  public static OfflineAppraisal appraise(OfflineEvidence evidence, OfflineQuestion question) {
    if (question.golden().isPresent() && evidence.log().isEmpty()) {
      throw new IllegalArgumentException("golden sets are compared with a log, and there is none");
    }
    return new OfflineAppraiser(evidence, question).appraise();
  }

  private OfflineAppraisal appraise() {
    asked();
    checkKey();
    Optional<QuoteStatement> statement = parsed();
    return switch (verified(statement)) {
      case VerifiedQuote.Proven(VerifiedQuote quote, List<Finding> found) -> {
        findings.addAll(found);
        prove(OfflineCheck.SIGNATURE);
        prove(OfflineCheck.NONCE);
        prove(OfflineCheck.PCR_VALUES);
        yield judged(quote);
      }
      case VerifiedQuote.Refused(List<Finding> found, boolean authentic) ->
          refused(statement, found, authentic);
    };
  }

  /// Malformed bytes are a finding of the first rung.
  private Optional<QuoteStatement> parsed() {
    try {
      return Optional.of(QuoteStatement.parse(evidence.attest()));
    } catch (MalformedInput _) {
      return Optional.empty();
    }
  }

  /// Everything that is asked for is not proven until it is.
  private void asked() {
    ask(OfflineCheck.KEY_ATTRIBUTES, question.key().area().isPresent());
    ask(OfflineCheck.SIGNATURE, true);
    ask(OfflineCheck.NONCE, question.nonce().isPresent());
    ask(OfflineCheck.PCR_VALUES, evidence.values().isPresent());
    ask(OfflineCheck.EVENT_LOG, evidence.log().isPresent());
    ask(OfflineCheck.GOLDEN_SETS, question.golden().isPresent());
  }

  private void ask(OfflineCheck check, boolean asked) {
    if (asked) {
      checks.put(check, Outcome.NOT_PROVEN);
    }
  }

  /// What was not asked stays so.
  private void prove(OfflineCheck check) {
    checks.computeIfPresent(check, (_, _) -> Outcome.PROVEN);
  }

  private void checkKey() {
    List<String> shortcomings = question.key().shortcomings();
    if (shortcomings.isEmpty()) {
      prove(OfflineCheck.KEY_ATTRIBUTES);
    } else {
      findings.add(new KeyUnsuitable(question.key().id(), shortcomings));
    }
  }

  private VerifiedQuote.Result verified(Optional<QuoteStatement> statement) {
    PcrSelection selection =
        statement.map(QuoteStatement::selection).orElse(new PcrSelection(List.of()));
    Bytes extraData = statement.map(QuoteStatement::extraData).orElse(Bytes.EMPTY);
    return VerifiedQuote.verify(
        evidence.attest(),
        evidence.signature(),
        evidence.values().orElseGet(() -> replayed().within(selection)),
        question.key(),
        question.nonce().orElse(extraData),
        selection);
  }

  /// Values that nobody wrote down can still be those that the log leads to.
  private PcrValues replayed() {
    return evidence.log().orElse(null) instanceof PreparedLog.Readable readable
        ? readable.replay().values()
        : PcrValues.EMPTY;
  }

  private OfflineAppraisal refused(
      Optional<QuoteStatement> statement, List<Finding> found, boolean authentic) {
    boolean otherNonce = found.stream().anyMatch(finding -> finding instanceof QuoteNotBound);
    if (authentic || otherNonce) {
      prove(OfflineCheck.SIGNATURE);
    }
    if (authentic) {
      prove(OfflineCheck.NONCE);
    }
    for (Finding finding : found) {
      if (evidence.values().isPresent() || !(finding instanceof PcrValuesIncomplete)) {
        findings.add(finding);
      } else {
        statement.map(QuoteStatement::selection).ifPresent(this::addWhyTheLogLacksValues);
      }
    }
    Optional<QuoteStatement> signed = authentic || otherNonce ? statement : Optional.empty();
    return result(signed, PcrValues.EMPTY, Optional.empty());
  }

  private void addWhyTheLogLacksValues(PcrSelection selection) {
    evidence
        .log()
        .map(log -> shortcoming(log, selection))
        .filter(finding -> !findings.contains(finding))
        .ifPresent(findings::add);
  }

  private static Finding shortcoming(PreparedLog log, PcrSelection selection) {
    return switch (log) {
      case PreparedLog.Unreadable(_, String reason, long offset) ->
          new EventLogMalformed(reason, offset);
      case PreparedLog.Readable readable when readable.log().format() == Format.SHA1_ONLY ->
          new EventLogNotCryptoAgile();
      case PreparedLog.Readable readable
          when readable.log().format() == Format.CONFIDENTIAL_COMPUTING ->
          new EventLogNotOfTpm();
      case PreparedLog.Readable readable ->
          new BankNotInLog(
              selection.algorithms().stream()
                  .filter(bank -> !readable.log().banks().contains(bank))
                  .findFirst()
                  .orElseThrow(),
              readable.log().banks());
    };
  }

  private OfflineAppraisal judged(VerifiedQuote quote) {
    Optional<BootState> boot = evidence.log().flatMap(log -> replayed(quote, log)).map(this::read);
    Optional<GoldenComparison> comparison =
        boot.flatMap(state -> question.golden().map(golden -> compared(state, golden)));
    // A comparison tells them itself, less what its golden sets excuse.
    if (comparison.isEmpty()) {
      boot.map(state -> state.findingsAwaitingGoldenSet(Severity.NOTE)).ifPresent(findings::addAll);
    }
    return result(Optional.of(quote.statement()), quote.values(), comparison);
  }

  private Optional<ReplayedLog> replayed(VerifiedQuote quote, PreparedLog log) {
    ReplayedLog.Outcome outcome = ReplayedLog.of(quote, log, loaderPcrs());
    findings.addAll(outcome.findings());
    return switch (outcome) {
      case ReplayedLog.Replayed(ReplayedLog replayed) -> {
        if (replayed.explainsAll()) {
          prove(OfflineCheck.EVENT_LOG);
        }
        yield Optional.of(replayed);
      }
      case ReplayedLog.Refused _ -> Optional.empty();
    };
  }

  private BootState read(ReplayedLog log) {
    return BootState.of(log, loaderPcrs(), new ReadingMemory());
  }

  private Severity loaderPcrs() {
    boolean osJudged = question.golden().filter(golden -> !golden.os().isEmpty()).isPresent();
    return osJudged ? Severity.VIOLATION : Severity.WARNING;
  }

  private GoldenComparison compared(BootState boot, GoldenSets.Active golden) {
    OsLayer osLayer =
        golden.os().isEmpty()
            ? new OsLayer.NotJudged("no golden set of the OS layer was given")
            : new OsLayer.Judged(golden.os(), Severity.VIOLATION);
    GoldenComparison comparison =
        GoldenComparison.of(boot, golden.firmware(), osLayer, new ComparisonMemory());
    findings.addAll(comparison.findings());
    checkCoverage(
        boot.log().selection(), golden.os().isEmpty() ? FIRMWARE_PCRS : PcrSelection.DEFAULT_MASK);
    return comparison;
  }

  /// A quote that leaves PCRs of a layer out leaves room for what nobody sees.
  private void checkCoverage(PcrSelection quoted, int needed) {
    int covered = 0;
    List<PcrSelection.Bank> whole = new ArrayList<>();
    for (PcrSelection.Bank bank : quoted.banks()) {
      covered |= bank.algorithm().strong() ? bank.mask() : 0;
      whole.add(new PcrSelection.Bank(bank.algorithm(), bank.mask() | needed));
    }
    if ((needed & ~covered) != 0) {
      findings.add(new SelectionDiffers(new PcrSelection(whole), quoted));
    }
  }

  private OfflineAppraisal result(
      Optional<QuoteStatement> signed, PcrValues values, Optional<GoldenComparison> comparison) {
    Verdict verdict = Verdict.of(findings, comparison);
    if (verdict == Verdict.TRUSTED) {
      prove(OfflineCheck.GOLDEN_SETS);
    }
    return new OfflineAppraisal(
        verdict,
        checks,
        TellingOrder.of(findings),
        signed,
        values,
        comparison.map(GoldenComparison::goldenSets).orElse(List.of()));
  }
}

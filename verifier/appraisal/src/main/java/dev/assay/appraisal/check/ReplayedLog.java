package dev.assay.appraisal.check;

import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.eventlog.Replay;
import dev.assay.appraisal.finding.EventLogMalformed;
import dev.assay.appraisal.finding.EventLogNotCryptoAgile;
import dev.assay.appraisal.finding.EventLogNotOfTpm;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.List;
import java.util.Set;

/// Proves which PCRs of a verified quote an event log explains: in every quoted bank, its events
/// lead to the quoted value, and a PCR without events holds its reset value (TCG PC Client Platform
/// Firmware Profile, section "Event Log Verification").
///
/// Where a PCR is not explained, there is a finding, and its events prove nothing; comparing them
/// still tells people where to look.
public final class ReplayedLog {
  private final VerifiedQuote quote;
  private final EventLog log;
  private final Replay replay;
  private final List<Finding> findings;
  private final Set<PcrIndex> explained;

  /// Either the log could be held against the quote, or it could not and why.
  public sealed interface Outcome {
    /// What was found, whether or not the log could be used.
    List<Finding> findings();
  }

  /// The log was held against the quote; the findings say where they disagree.
  public record Replayed(ReplayedLog log) implements Outcome {
    @Override
    public List<Finding> findings() {
      return log.findings();
    }
  }

  /// The log can't explain any quote.
  public record Refused(List<Finding> findings) implements Outcome {
    public Refused {
      findings = List.copyOf(findings);
    }
  }

  private ReplayedLog(VerifiedQuote quote, PreparedLog.Readable prepared, Severity loaderPcrs) {
    this.quote = quote;
    this.log = prepared.log();
    this.replay = prepared.replay();
    QuoteDifferences differences = QuoteDifferences.of(quote, replay, loaderPcrs);
    this.findings = differences.findings();
    this.explained = differences.explained();
  }

  /// Holds `log` against `quote`.
  ///
  /// @param loaderPcrs what it weighs when a PCR that boot loaders extend is not explained: as much
  ///   as the OS layer weighs, or a lie in the log would cost less than the truth
  public static Outcome of(VerifiedQuote quote, PreparedLog log, Severity loaderPcrs) {
    return switch (log) {
      case PreparedLog.Unreadable(_, String reason, long offset) ->
          new Refused(List.of(new EventLogMalformed(reason, offset)));
      case PreparedLog.Readable readable ->
          switch (readable.log().format()) {
            case SHA1_ONLY -> new Refused(List.of(new EventLogNotCryptoAgile()));
            case CONFIDENTIAL_COMPUTING -> new Refused(List.of(new EventLogNotOfTpm()));
            case CRYPTO_AGILE -> new Replayed(new ReplayedLog(quote, readable, loaderPcrs));
          };
    };
  }

  /// The quote that the log was held against.
  public VerifiedQuote quote() {
    return quote;
  }

  /// The log. What it says of a PCR that is not explained is a claim.
  public EventLog log() {
    return log;
  }

  /// What the log's events lead to.
  public PcrValues replayedValues() {
    return replay.values();
  }

  /// The quoted banks and PCRs.
  public PcrSelection selection() {
    return quote.selection();
  }

  /// Where quote and log disagree, by bank and PCR.
  public List<Finding> findings() {
    return findings;
  }

  /// The PCRs whose events the quote proves: quoted in a strong bank, and in every quoted bank the
  /// events lead to the quoted value, but for SHA-1 banks that were closed behind the log.
  public Set<PcrIndex> explained() {
    return explained;
  }

  /// Whether the log explains everything that was quoted, but for what the running system extends
  /// after the firmware's log ends.
  public boolean explainsAll() {
    return findings.stream().allMatch(finding -> finding.severity() == Severity.NOTE);
  }

  /// As [#explainsAll], but for SHA-1 banks that were closed behind the log too.
  public boolean explainsStrongBanks() {
    return findings.stream()
        .allMatch(
            finding ->
                finding.severity() == Severity.NOTE || QuoteDifferences.ofClosedBank(finding));
  }
}

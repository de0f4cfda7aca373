package dev.assay.appraisal.check;

import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.eventlog.Replay;
import dev.assay.appraisal.finding.BankNotInLog;
import dev.assay.appraisal.finding.EventLogMalformed;
import dev.assay.appraisal.finding.EventLogNotCryptoAgile;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.ReplayMismatch;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.finding.UnmeasuredPcrNotReset;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
    this.findings = List.copyOf(new Differences(this, loaderPcrs).find());
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
            case CONFIDENTIAL_COMPUTING ->
                new Refused(
                    List.of(
                        new EventLogMalformed(
                            "this is the log of a confidential computing guest, not of a TPM", 0)));
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

  /// Whether the log explains everything that was quoted, but for what the running system extends
  /// after the firmware's log ends.
  public boolean explainsAll() {
    return findings.stream().allMatch(finding -> finding.severity() == Severity.NOTE);
  }

  /// The differences between one quote and one log.
  private record Differences(ReplayedLog of, Severity loaderPcrs) {
    List<Finding> find() {
      List<Finding> found = new ArrayList<>();
      List<HashAlgorithm> logged = of.log.banks();
      for (PcrSelection.Bank bank : of.selection().banks()) {
        if (!logged.contains(bank.algorithm())) {
          found.add(new BankNotInLog(bank.algorithm(), logged));
        }
      }
      for (int pcr = 0; pcr < PcrIndex.COUNT; pcr++) {
        at(PcrIndex.of(pcr)).ifPresent(found::add);
      }
      return found;
    }

    private Optional<Finding> at(PcrIndex index) {
      SortedMap<HashAlgorithm, Digest> quoted = new TreeMap<>();
      SortedMap<HashAlgorithm, Digest> replayed = new TreeMap<>();
      for (PcrSelection.Bank bank : of.selection().banks()) {
        var held = of.quote.values().get(bank.algorithm(), index);
        var explained = of.replay.values().get(bank.algorithm(), index);
        if (held.isPresent() && explained.isPresent() && !held.equals(explained)) {
          quoted.put(bank.algorithm(), held.get());
          replayed.put(bank.algorithm(), explained.get());
        }
      }
      if (quoted.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          of.replay.extended().contains(index)
              ? new ReplayMismatch(index, quoted, replayed, severity(index))
              : new UnmeasuredPcrNotReset(index, quoted, replayed, severity(index)));
    }

    /// Who extends a PCR, and when (UAPI.7 Linux TPM PCR Registry): 0 to 7 firmware, which logs all
    /// it does; 8, 9, 13 and 14 boot loaders, which log through the firmware; 10 IMA, 11, 12 and 15
    /// systemd, which go on in the running system, in lists of their own. 16 and above are nobody's
    /// promise.
    private Severity severity(PcrIndex index) {
      return switch (index.value()) {
        case 0, 1, 2, 3, 4, 5, 6, 7 -> Severity.VIOLATION;
        case 8, 9, 13, 14 -> loaderPcrs;
        default -> Severity.NOTE;
      };
    }
  }
}

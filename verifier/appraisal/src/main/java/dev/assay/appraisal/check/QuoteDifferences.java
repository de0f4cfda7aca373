package dev.assay.appraisal.check;

import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.Replay;
import dev.assay.appraisal.finding.BankIncomplete;
import dev.assay.appraisal.finding.BankNotInLog;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.ReplayMismatch;
import dev.assay.appraisal.finding.ReplayMismatch.Reason;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.finding.UnmeasuredPcrNotReset;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrSelection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/// Where a quote and a replayed log disagree.
final class QuoteDifferences {
  private final VerifiedQuote quote;
  private final EventLog log;
  private final Replay replay;
  private final Severity loaderPcrs;
  private final MismatchReasons reasons;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<PcrIndex> explained = new TreeSet<>();

  private QuoteDifferences(VerifiedQuote quote, Replay replay, Severity loaderPcrs) {
    this.quote = quote;
    this.log = replay.log();
    this.replay = replay;
    this.loaderPcrs = loaderPcrs;
    this.reasons = new MismatchReasons(log, quote.statement().clockInfo());
  }

  /// @param loaderPcrs what it weighs when a PCR that boot loaders extend is not explained
  static QuoteDifferences of(VerifiedQuote quote, Replay replay, Severity loaderPcrs) {
    var differences = new QuoteDifferences(quote, replay, loaderPcrs);
    quote.selection().banks().forEach(differences::compareBank);
    for (int pcr = 0; pcr < PcrIndex.COUNT; pcr++) {
      differences.compare(PcrIndex.of(pcr));
    }
    return differences;
  }

  /// By bank, then by PCR.
  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /// The PCRs that are quoted in a strong bank and do not differ in any.
  Set<PcrIndex> explained() {
    return Collections.unmodifiableSet(explained);
  }

  /// Whether it is only about a SHA-1 bank that was closed behind the log.
  static boolean ofClosedBank(Finding finding) {
    return finding.severity() == Severity.WARNING
        && (finding instanceof BankIncomplete
            || (finding instanceof ReplayMismatch mismatch
                && mismatch.reason() == Reason.BANK_CAPPED));
  }

  private void compareBank(PcrSelection.Bank bank) {
    HashAlgorithm algorithm = bank.algorithm();
    Integer end = log.incompleteBanks().get(algorithm);
    if (end != null) {
      findings.add(new BankIncomplete(algorithm, end, isCapped(algorithm)));
    } else if (!log.banks().contains(algorithm)) {
      findings.add(new BankNotInLog(algorithm, log.banks()));
    }
  }

  private boolean isCapped(HashAlgorithm bank) {
    for (int pcr = 0; pcr < FirmwareEvents.PCRS; pcr++) {
      PcrIndex index = PcrIndex.of(pcr);
      Optional<Digest> held = quote.values().get(bank, index);
      Optional<Digest> logged = replay.prefixValues().get(bank, index);
      if (held.isPresent()
          && logged.isPresent()
          && !held.equals(logged)
          && !MismatchReasons.capped(held.get(), logged.get())) {
        return false;
      }
    }
    return true;
  }

  private void compare(PcrIndex index) {
    List<HashAlgorithm> differing = new ArrayList<>();
    boolean strong = false;
    boolean goesOn = index.equals(BootPhases.PCR);
    for (PcrSelection.Bank bank : quote.selection().banks()) {
      Digest held = quote.values().bank(bank.algorithm()).get(index);
      Digest given = replay.values().bank(bank.algorithm()).get(index);
      if (held != null && given != null) {
        if (held.equals(given)) {
          strong |= bank.algorithm().strong();
        } else {
          differing.add(bank.algorithm());
          goesOn = goesOn && BootPhases.lead(given, held);
        }
      }
    }
    if (!differing.isEmpty()) {
      Finding finding =
          difference(
              index,
              quote.values().of(index, differing),
              replay.values().of(index, differing),
              strong,
              goesOn);
      findings.add(finding);
      strong =
          goesOn
              ? strong || differing.stream().anyMatch(HashAlgorithm::strong)
              : strong && ofClosedBank(finding);
    }
    if (strong) {
      explained.add(index);
    }
  }

  private Finding difference(
      PcrIndex index,
      SortedMap<HashAlgorithm, Digest> quoted,
      SortedMap<HashAlgorithm, Digest> replayed,
      boolean strongAgrees,
      boolean goesOn) {
    Severity severity = goesOn ? Severity.NOTE : severity(index);
    if (!replay.extended().contains(index)) {
      return new UnmeasuredPcrNotReset(index, quoted, replayed, severity);
    }
    Reason reason = goesOn ? Reason.RUNNING_SYSTEM : reasons.of(index, quoted, replayed);
    boolean closed =
        reason == Reason.BANK_CAPPED
            && strongAgrees
            && quoted.keySet().stream().noneMatch(HashAlgorithm::strong);
    return new ReplayMismatch(
        index, quoted, replayed, reason, closed ? atMostWarning(severity) : severity);
  }

  /// A closed SHA-1 bank is how healthy Windows machines are. The strong bank of the same PCR is
  /// quoted and explained, so nothing is lost but the weak one. Every other reason leaves a PCR of
  /// the firmware a violation: it tells why the log proves nothing, and not that all is well.
  private static Severity atMostWarning(Severity severity) {
    return severity == Severity.NOTE ? Severity.NOTE : Severity.WARNING;
  }

  /// Who extends a PCR, and when (UAPI.7 Linux TPM PCR Registry): 0 to 7 firmware, which logs all
  /// it does; 8, 9 and 11 to 14 boot loaders, which log through the firmware, and of these 11 goes
  /// on with [BootPhases]; 10 IMA and 15 systemd, in the running system, in lists of their own. 16
  /// and above are nobody's promise.
  ///
  /// What golden sets of the OS layer expect of a PCR is compared with the log: where the quote
  /// does not prove that, it weighs what a difference weighs, or a forged log would be cheaper than
  /// a true one.
  private Severity severity(PcrIndex index) {
    return switch (index.value()) {
      case 0, 1, 2, 3, 4, 5, 6, 7 -> Severity.VIOLATION;
      case 8, 9, 11, 12, 13, 14 -> loaderPcrs;
      default -> Severity.NOTE;
    };
  }
}

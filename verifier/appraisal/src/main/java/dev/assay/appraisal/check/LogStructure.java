package dev.assay.appraisal.check;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.finding.BankEmpty;
import dev.assay.appraisal.finding.BanksDisagree;
import dev.assay.appraisal.finding.EventPlace;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What is wrong with a log by itself, whatever golden sets say: which banks the firmware filled,
/// whether they tell of the same boot, whether each of PCR 0 to 7 is closed by its separator,
/// whether events stand where their kind belongs, what Secure Boot's variables say, and whether the
/// data is what was measured.
public final class LogStructure {
  private LogStructure() {}

  /// The findings, in a stable order.
  ///
  /// @param quoted the banks that somebody relies on; that others are empty is no matter
  /// @param loaders what loaders' and kernel's own log weighs
  public static List<Finding> findings(EventLog log, List<HashAlgorithm> quoted, Severity loaders) {
    List<HashAlgorithm> filled =
        log.banks().stream()
            .filter(bank -> !isEmpty(log, bank))
            .collect(Collectors.toUnmodifiableList());
    List<Finding> findings = new ArrayList<>();
    for (HashAlgorithm bank : log.banks()) {
      if (!filled.contains(bank) && quoted.contains(bank)) {
        findings.add(new BankEmpty(bank));
      }
    }
    if (!filled.isEmpty()) {
      findings.addAll(disagreements(log, filled));
      // What is quoted is proven; the digests of other banks could be forged to match anything.
      List<HashAlgorithm> proven =
          filled.stream().filter(quoted::contains).collect(Collectors.toUnmodifiableList());
      List<HashAlgorithm> judged = proven.isEmpty() ? filled : proven;
      var events = new FirmwareEvents(log, judged);
      findings.addAll(Separators.findings(events));
      findings.addAll(MeasurementOrder.findings(events));
      findings.addAll(SecureBootPolicy.findings(events));
      findings.addAll(MeasuredData.findings(log, judged, loaders));
    }
    return findings;
  }

  /// Firmware that doesn't know a bank's algorithm logs zeros for it, or nothing.
  private static boolean isEmpty(EventLog log, HashAlgorithm bank) {
    Digest zero = bank.zero();
    for (Event event : log.events()) {
      if (event.extended() && event.pcr() < FirmwareEvents.PCRS && !event.hasDigest(zero)) {
        return false;
      }
    }
    return true;
  }

  private static List<Finding> disagreements(EventLog log, List<HashAlgorithm> banks) {
    List<Finding> findings = new ArrayList<>();
    for (Event event : log.events()) {
      if (event.extended() && !event.verified()) {
        var agreement = BankAgreement.of(event, banksOf(event, banks, log));
        if (agreement.split()) {
          findings.add(
              new BanksDisagree(EventPlace.of(event), agreement.agreeing(), agreement.others()));
        }
      }
    }
    return findings;
  }

  /// With the incomplete banks as far as they go.
  private static List<HashAlgorithm> banksOf(Event event, List<HashAlgorithm> banks, EventLog log) {
    if (log.incompleteBanks().isEmpty()) {
      return banks;
    }
    List<HashAlgorithm> more = new ArrayList<>(banks);
    for (HashAlgorithm bank : log.incompleteBanks().keySet()) {
      if (event.digests().containsKey(bank)) {
        more.add(bank);
      }
    }
    return more;
  }
}

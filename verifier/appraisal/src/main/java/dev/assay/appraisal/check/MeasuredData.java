package dev.assay.appraisal.check;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.finding.DataNotMeasured;
import dev.assay.appraisal.finding.EventPlace;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Finds the events whose data should hash to their digests by their type, and does not.
final class MeasuredData {
  private static final int JUDGED_PCRS = 16;

  private MeasuredData() {}

  /// @param loaders what it weighs where loaders or the kernel measured
  static List<Finding> findings(EventLog log, List<HashAlgorithm> banks, Severity loaders) {
    List<Finding> findings = new ArrayList<>();
    for (Event event : log.events()) {
      if (event.extended() && event.pcr() < JUDGED_PCRS && differs(event, banks)) {
        TreeMap<HashAlgorithm, Digest> digests = new TreeMap<>(event.digests());
        digests.keySet().retainAll(banks);
        findings.add(new DataNotMeasured(EventPlace.of(event), digests, severity(event, loaders)));
      }
    }
    return findings;
  }

  /// Where some banks agree, that others don't is a finding of its own.
  private static boolean differs(Event event, List<HashAlgorithm> banks) {
    return event.claimBroken() && BankAgreement.onData(event, banks).agreeing().isEmpty();
  }

  private static Severity severity(Event event, Severity loaders) {
    return event.pcr() < FirmwareEvents.PCRS ? Severity.VIOLATION : loaders;
  }
}

package dev.assay.cli.log;

import dev.assay.appraisal.LogCheck;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.Replay;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What one event log says, and what the PCRs hold after it. Says nothing of any machine: without a
/// quote nobody vouches for a log.
public final class LogReport {
  private static final int FIRMWARE_PCRS = 8;

  private final EventLog log;
  private final Replay replay;

  private LogReport(EventLog log) {
    this.log = log;
    this.replay = Replay.of(log);
  }

  /// Reads a log.
  ///
  /// @throws MalformedInput where the bytes are no log to their last one
  public static LogReport of(Bytes raw) throws MalformedInput {
    return new LogReport(EventLog.parse(raw));
  }

  /// The log itself.
  EventLog log() {
    return log;
  }

  /// "crypto-agile", "sha1-only" or "confidential-computing".
  public String format() {
    return switch (log.format()) {
      case CRYPTO_AGILE -> "crypto-agile";
      case SHA1_ONLY -> "sha1-only";
      case CONFIDENTIAL_COMPUTING -> "confidential-computing";
    };
  }

  /// What the events' numbers name: "PCR", or "register" in the log of a confidential computing
  /// guest.
  String numbered() {
    return log.format() == EventLog.Format.CONFIDENTIAL_COMPUTING ? "register" : "PCR";
  }

  /// The banks that the log has digests for; after the others those that some event lacks.
  public List<HashAlgorithm> banks() {
    var banks = new ArrayList<>(log.banks());
    banks.addAll(log.incompleteBanks().keySet());
    return List.copyOf(banks);
  }

  /// All events, the Spec ID event first.
  public List<Event> events() {
    return log.events();
  }

  /// What speaks against the log itself.
  public List<Finding> findings() {
    return LogCheck.findings(log);
  }

  /// Whether a finding makes any machine with this log UNTRUSTED. Warnings don't: healthy machines
  /// have them, as where Windows closes a SHA-1 bank, and `assay machines` takes them as no bad
  /// news either.
  public boolean forbidsTrust() {
    return findings().stream().anyMatch(finding -> finding.severity() == Severity.VIOLATION);
  }

  /// What the bank's PCRs hold after the log: those with events, and 0 to 7 always. Of a bank that
  /// some event lacks: what they hold before that event. Of a confidential computing guest: its
  /// measurement registers.
  public SortedMap<Integer, Digest> values(HashAlgorithm bank) {
    var values = new TreeMap<Integer, Digest>(replay.registers());
    var after = log.banks().contains(bank) ? replay.values() : replay.prefixValues();
    for (var pcr : pcrs()) {
      after.get(bank, pcr).ifPresent(value -> values.put(pcr.value(), value));
    }
    return values;
  }

  private SortedSet<PcrIndex> pcrs() {
    var pcrs = new TreeSet<>(replay.extended());
    for (var i = 0; i < FIRMWARE_PCRS; i++) {
      pcrs.add(PcrIndex.of(i));
    }
    return pcrs;
  }

  /// One line per measured event, as `tpm2_pcrextend` takes them: `PCR:sha1=…,sha256=…`.
  public List<String> extendLines() {
    var lines = new ArrayList<String>();
    for (var event : events()) {
      if (event.extended() && event.pcrIndex().isPresent()) {
        lines.add(event.pcr() + ":" + digests(event.digests()));
      }
    }
    return List.copyOf(lines);
  }

  private static String digests(Map<HashAlgorithm, Digest> digests) {
    return digests.entrySet().stream()
        .map(digest -> digest.getKey().label() + "=" + digest.getValue().toHex())
        .collect(Collectors.joining(","));
  }
}

package dev.assay.verifier.service;

import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.Severity;
import java.util.Collections;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// A finding as it was said at the time: what is stored, shown and sent. The words are kept, so
/// that an old record reads the same after an upgrade.
///
/// @param code stable, upper case with underscores
/// @param message one sentence
/// @param remedy what to do
/// @param pcr the PCR it is about
/// @param event the index of the event in the log
/// @param data expected, actual and so on
public record RecordedFinding(
    String code,
    Severity severity,
    String message,
    String remedy,
    OptionalInt pcr,
    OptionalInt event,
    SortedMap<String, String> data) {

  public RecordedFinding {
    data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
  }

  public static RecordedFinding of(Finding finding) {
    return new RecordedFinding(
        finding.code(),
        finding.severity(),
        finding.message(),
        finding.remedy(),
        finding.pcr(),
        finding.event(),
        finding.data());
  }

  /// A finding of the service itself, about the machine rather than its evidence.
  static RecordedFinding ofMachine(
      String code,
      Severity severity,
      String message,
      String remedy,
      SortedMap<String, String> data) {
    return new RecordedFinding(
        code, severity, message, remedy, OptionalInt.empty(), OptionalInt.empty(), data);
  }
}

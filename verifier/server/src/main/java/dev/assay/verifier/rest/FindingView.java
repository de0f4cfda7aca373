package dev.assay.verifier.rest;

import dev.assay.verifier.service.RecordedFinding;
import java.util.OptionalInt;
import java.util.SortedMap;

/// One finding.
///
/// @param code stable, upper case with underscores
/// @param severity NOTE, WARNING, UNDECIDED or VIOLATION
/// @param message one sentence
/// @param remedy what to do
/// @param pcr the PCR that it is about
/// @param event the index of the event in the log
/// @param data expected, actual and so on
public record FindingView(
    String code,
    String severity,
    String message,
    String remedy,
    OptionalInt pcr,
    OptionalInt event,
    SortedMap<String, String> data) {

  static FindingView of(RecordedFinding finding) {
    return new FindingView(
        finding.code(),
        finding.severity().name(),
        finding.message(),
        finding.remedy(),
        finding.pcr(),
        finding.event(),
        finding.data());
  }
}

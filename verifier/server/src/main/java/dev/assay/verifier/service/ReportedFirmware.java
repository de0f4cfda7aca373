package dev.assay.verifier.service;

import dev.assay.appraisal.LogEvidence;
import dev.assay.appraisal.eventlog.EventPayload;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.eventlog.Trust;
import dev.assay.appraisal.finding.Severity;
import java.util.Optional;
import java.util.TreeMap;

/// Compares the firmware version that the host reports with the one that the firmware measured
/// (EV_S_CRTM_VERSION, whose digest covers its data). A note only: many boards measure a GUID or a
/// version of another kind there.
final class ReportedFirmware {
  private ReportedFirmware() {}

  static Optional<RecordedFinding> compare(HostFacts host, LogEvidence log) {
    var reported = host.get(HostFact.BIOS_VERSION).orElse("");
    var measured = measured(log).orElse("");
    if (reported.isEmpty() || measured.isEmpty() || reported.equals(measured)) {
      return Optional.empty();
    }
    var data = new TreeMap<String, String>();
    data.put("measured", measured);
    data.put("reported", reported);
    return Optional.of(
        RecordedFinding.ofMachine(
            "REPORTED_FIRMWARE_DIFFERS",
            Severity.NOTE,
            "The host reports firmware version '%s'; the firmware measured itself as '%s'."
                .formatted(reported, measured),
            "Nothing, where this board model always does so; the measured version is the one that"
                + " counts.",
            data));
  }

  private static Optional<String> measured(LogEvidence log) {
    if (!(log instanceof LogEvidence.Present(PreparedLog.Readable(var replay)))) {
      return Optional.empty();
    }
    return replay.log().events().stream()
        .filter(event -> event.trust() == Trust.VERIFIED_DATA)
        .map(event -> event.payload() instanceof EventPayload.CrtmVersion(var text) ? text : "")
        .map(text -> Text.cleaned(text, HostFacts.MAXIMUM))
        .filter(text -> !text.isEmpty())
        .findFirst();
  }
}

package dev.assay.verifier.service;

import dev.assay.appraisal.Rarity;
import dev.assay.appraisal.Rarity.Measurement;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.tpm.Digest;
import java.util.Comparator;
import java.util.List;

/// What a machine tells of its cohort: the measurements of a log that its quote explained.
///
/// @param measurements each once, in order of PCR and digest; at most [#MOST]
public record Witness(CohortKey cohort, Digest logSha256, List<Measurement> measurements) {
  /// More than any firmware measures. What a machine shows beyond is not counted, and so is rare.
  public static final int MOST = 1_024;

  private static final Comparator<Measurement> ORDER =
      Comparator.<Measurement>comparingInt(measurement -> measurement.pcr().value())
          .thenComparing(measurement -> measurement.digest().toHex());

  public Witness {
    measurements = List.copyOf(measurements);
  }

  static Witness of(CohortKey cohort, EventLog log) {
    var measurements =
        Rarity.measurements(log, cohort.bank()).stream().sorted(ORDER).limit(MOST).toList();
    return new Witness(cohort, log.sha256(), measurements);
  }
}

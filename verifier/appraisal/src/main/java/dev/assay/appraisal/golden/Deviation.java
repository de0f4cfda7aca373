package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.Comparator;
import java.util.List;

/// An [Outlier] before its machines are counted.
///
/// @param conforming how many machines show what the quorum shows
record Deviation(
    Layer layer,
    PcrIndex pcr,
    Outlier.Kind kind,
    EventType type,
    String label,
    String shown,
    String expected,
    int conforming) {
  /// Firmware first, then by PCR.
  static final Comparator<Deviation> ORDER =
      Comparator.comparing(Deviation::layer)
          .thenComparing(Deviation::pcr)
          .thenComparing(Deviation::kind)
          .thenComparing(deviation -> deviation.type().name())
          .thenComparing(Deviation::label)
          .thenComparing(Deviation::expected)
          .thenComparing(Deviation::shown);

  Outlier of(int machines, int siblings, List<String> examples) {
    return new Outlier(
        layer, pcr, kind, type, label, shown, expected, machines, conforming, siblings, examples);
  }
}

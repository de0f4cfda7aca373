package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A place where siblings are not equal, or where one machine alone can't show that others would
/// be.
///
/// @param label a hint for people
/// @param shown what siblings have, by their names; for people. Of many siblings some, so that each
///   value is seen as far as there is room
public record Difference(
    Layer layer,
    PcrIndex pcr,
    EventType type,
    String label,
    Resolution resolution,
    Map<String, String> shown) {

  /// What became of it.
  public enum Resolution {
    /// Only fields differ that may: the set allows these per machine.
    PER_MACHINE,
    /// Open: a person decides.
    UNDECIDED
  }

  public Difference {
    shown = Collections.unmodifiableMap(new LinkedHashMap<>(shown));
  }
}

package dev.assay.verifier.rest;

import dev.assay.appraisal.golden.Camp;
import dev.assay.appraisal.golden.Outlier;
import java.util.List;

/// Machines that stand out together, in the same things.
///
/// @param machines how many
/// @param examples some of them by name
/// @param shared what they share and a quorum of the siblings doesn't
public record CampView(int machines, List<String> examples, List<OutlierView> shared) {
  /// What few siblings show where a quorum shows something else.
  ///
  /// @param kind CHANGED, ADDED, MISSING, MOVED, STARTED_OTHERWISE or OTHER_BANKS
  /// @param shown what these have; empty where they have nothing
  /// @param expected what the quorum has; empty where it has nothing
  /// @param machines how many show this
  /// @param conforming how many show what the quorum shows
  /// @param siblings how many were compared
  /// @param words the same in one line
  public record OutlierView(
      String layer,
      int pcr,
      String kind,
      String type,
      String label,
      String shown,
      String expected,
      int machines,
      int conforming,
      int siblings,
      List<String> examples,
      String words) {
    static OutlierView of(Outlier outlier) {
      return new OutlierView(
          outlier.layer().name(),
          outlier.pcr().value(),
          outlier.kind().name(),
          outlier.type().name(),
          outlier.label(),
          outlier.shown(),
          outlier.expected(),
          outlier.machines(),
          outlier.conforming(),
          outlier.siblings(),
          outlier.examples(),
          outlier.words());
    }
  }

  static CampView of(Camp camp) {
    return new CampView(
        camp.machines(), camp.examples(), camp.shared().stream().map(OutlierView::of).toList());
  }
}

package dev.assay.verifier.rest;

import dev.assay.appraisal.finding.MeasurementRare;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.verifier.service.Outlier;
import java.util.List;

/// A machine that differs from its siblings.
///
/// @param measurements the rarest first, at most 20
/// @param rare how many there are
public record OutlierView(
    String id,
    String hostName,
    String verdict,
    CohortView cohort,
    List<Rare> measurements,
    int rare) {
  private static final int MOST = 20;

  /// A measurement that few siblings show.
  ///
  /// @param machines how many of the cohort show it
  /// @param usual what most of the others show in that PCR and this machine does not
  public record Rare(
      int pcr,
      int event,
      String type,
      String label,
      String digest,
      int machines,
      List<String> usual,
      String message) {
    static Rare of(MeasurementRare rare) {
      var where = rare.where();
      return new Rare(
          where.pcr().value(),
          where.event(),
          where.type().name(),
          where.label(),
          rare.digest().toString(),
          rare.machines(),
          rare.usual().stream().map(Digest::toString).toList(),
          rare.message());
    }
  }

  static OutlierView of(Outlier outlier) {
    var machine = outlier.machine().machine();
    return new OutlierView(
        machine.id().toHex(),
        machine.host().hostName(),
        outlier.machine().verdict().name(),
        CohortView.of(outlier.cohort()),
        outlier.rare().stream().limit(MOST).map(Rare::of).toList(),
        outlier.rare().size());
  }
}

package dev.assay.verifier.service;

import dev.assay.appraisal.Rarity;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.finding.MeasurementRare;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Shows which machines differ from their siblings, whether or not golden sets exist. Changes
/// nothing.
public final class ViewOutliers {
  /// The most machines that are shown at once.
  public static final int MOST = 200;

  private final SiblingRecords siblings;
  private final ViewFleet fleet;
  private final KnownLogs logs;
  private final Rarity.Threshold threshold;

  public ViewOutliers(
      SiblingRecords siblings, ViewFleet fleet, KnownLogs logs, Rarity.Threshold threshold) {
    this.siblings = siblings;
    this.fleet = fleet;
    this.logs = logs;
    this.threshold = threshold;
  }

  /// From when on few are too few.
  public Rarity.Threshold threshold() {
    return threshold;
  }

  /// The machines that show what few of their siblings do, the rarest first.
  ///
  /// @param model only those of this board model; empty for all
  public List<Outlier> outliers(Optional<BoardModel> model, int limit) {
    return siblings.rarest(model, threshold, Math.min(limit, MOST)).stream()
        .flatMap(machine -> outlier(machine).stream())
        .toList();
  }

  /// The cohorts, by model, the largest first. A small one beside a large one is worth a look: its
  /// machines run other firmware, and too few bear witness.
  public List<CohortSize> cohorts(Optional<BoardModel> model) {
    return siblings.cohorts(model);
  }

  // Empty where the machine changed since it was listed.
  private Optional<Outlier> outlier(MachineId id) {
    return fleet
        .find(id)
        .flatMap(view -> siblings.counted(id).flatMap(counted -> outlier(view, counted)));
  }

  private Optional<Outlier> outlier(MachineView view, Witness counted) {
    var cohort = siblings.cohort(counted.cohort(), Siblings.MOST_MEASUREMENTS);
    return logs.find(counted.logSha256())
        .filter(PreparedLog.Readable.class::isInstance)
        .map(PreparedLog.Readable.class::cast)
        .map(log -> rarestFirst(Rarity.findings(log.log(), cohort, threshold)))
        .filter(rare -> !rare.isEmpty())
        .map(rare -> new Outlier(view, new CohortSize(counted.cohort(), cohort.machines()), rare));
  }

  private static List<MeasurementRare> rarestFirst(List<MeasurementRare> rare) {
    return rare.stream().sorted(Comparator.comparingInt(MeasurementRare::machines)).toList();
  }
}

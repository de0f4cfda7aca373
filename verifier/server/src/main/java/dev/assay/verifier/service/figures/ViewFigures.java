package dev.assay.verifier.service.figures;

import dev.assay.verifier.service.ServicePolicy;
import dev.assay.verifier.service.quarantine.BlastRadius;
import dev.assay.verifier.service.quarantine.QuarantinePolicy;
import dev.assay.verifier.service.quarantine.Room;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Counts the fleet, and tells what is left of the quarantine budgets.
public final class ViewFigures {
  private final FigureRecords records;
  private final ServicePolicy service;
  private final QuarantinePolicy quarantine;
  private final BlastRadius radius;

  public ViewFigures(
      FigureRecords records,
      ServicePolicy service,
      QuarantinePolicy quarantine,
      BlastRadius radius) {
    this.records = records;
    this.service = service;
    this.quarantine = quarantine;
    this.radius = radius;
  }

  /// The fleet as it is now.
  public FleetFigures figures() {
    return records.count(service.interval(), quarantine.mode(), radius.window());
  }

  /// How many more machines the rules may quarantine within the window.
  ///
  /// @param models by board model; the fleet's may be less
  public record Left(int fleet, Map<String, Integer> models) {
    public Left {
      models = Map.copyOf(models);
    }
  }

  /// What these figures leave.
  public Left left(FleetFigures figures) {
    Map<String, Integer> active =
        figures.machines().stream()
            .collect(
                Collectors.groupingBy(
                    FleetFigures.Alike::model,
                    Collectors.summingInt(alike -> (int) alike.count())));
    int fleet = sum(active);
    var models = new HashMap<String, Integer>();
    active.forEach(
        (model, ofModel) ->
            models.put(
                model,
                Math.max(
                    0, modelLimit(model, ofModel) - figures.spent().getOrDefault(model, 0))));
    return new Left(Math.max(0, fleetLimit(fleet) - sum(figures.spent())), models);
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  // The gate itself says what its limits are, where it is asked with all of them spent.
  private int modelLimit(String model, int active) {
    return limit(new BlastRadius.Spent(model, active, 0, active, Integer.MAX_VALUE));
  }

  private int fleetLimit(int active) {
    return limit(new BlastRadius.Spent("", active, Integer.MAX_VALUE, active, Integer.MIN_VALUE));
  }

  private int limit(BlastRadius.Spent allSpent) {
    return switch (radius.room(allSpent)) {
      case Room.Exceeded(_, _, var limit) -> limit;
      case Room.Within() -> throw new IllegalStateException("The budgets have no limit");
    };
  }
}

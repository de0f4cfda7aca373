package dev.assay.verifier.service.figures;

import dev.assay.verifier.service.ServicePolicy;
import dev.assay.verifier.service.quarantine.BlastRadius;
import dev.assay.verifier.service.quarantine.QuarantinePolicies;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Counts the fleet, and tells what is left of the quarantine budgets.
public final class ViewFigures {
  private final FigureRecords records;
  private final ServicePolicy service;
  private final QuarantinePolicies quarantine;
  private final BlastRadius radius;

  public ViewFigures(
      FigureRecords records,
      ServicePolicy service,
      QuarantinePolicies quarantine,
      BlastRadius radius) {
    this.records = records;
    this.service = service;
    this.quarantine = quarantine;
    this.radius = radius;
  }

  /// The fleet as it is now.
  public FleetFigures figures() {
    return records.count(service.interval(), quarantine.standard().mode(), radius.window());
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
                Math.max(0, radius.model().of(ofModel) - figures.spent().getOrDefault(model, 0))));
    return new Left(Math.max(0, radius.fleet().of(fleet) - sum(figures.spent())), models);
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}

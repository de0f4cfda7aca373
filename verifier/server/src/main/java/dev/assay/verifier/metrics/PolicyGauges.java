package dev.assay.verifier.metrics;

import dev.assay.verifier.metrics.Gauges.Reading;
import dev.assay.verifier.service.GoldenState;
import dev.assay.verifier.service.figures.FewModels;
import dev.assay.verifier.service.figures.FleetFigures;
import dev.assay.verifier.service.figures.ViewFigures;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/// What people decided and how much of it is left: golden sets, and the budgets of quarantine.
final class PolicyGauges {
  private final Gauges gauges;

  PolicyGauges(Gauges gauges) {
    this.gauges = gauges;
  }

  void show(FleetFigures figures, ViewFigures.Left left, FewModels models) {
    golden(figures, models);
    budgets(figures, left, models);
  }

  private void golden(FleetFigures figures, FewModels models) {
    gauges.set(
        "assay.golden",
        "sets",
        "Golden sets by state",
        FleetGauges.each(GoldenState.values(), "state", figures.goldenSets()));
    gauges.set(
        "assay.golden.window.end.timestamp",
        "seconds",
        "When the next golden set of the model goes out of force; left out where none will",
        byModel(figures.windowEnds(), models, BinaryOperator.minBy(Instant::compareTo))
            .entrySet()
            .stream()
            .map(end -> Reading.of(FleetGauges.time(end.getValue()), "model", end.getKey()))
            .toList());
  }

  private void budgets(FleetFigures figures, ViewFigures.Left left, FewModels models) {
    gauges.set(
        "assay.quarantine.fleet.budget.left",
        "machines",
        "How many more machines of the fleet the rules may quarantine within the window",
        FleetGauges.one(left.fleet()));
    gauges.set(
        "assay.quarantine.model.budget.left",
        "machines",
        "How many more machines of the model the rules may quarantine; of other, the least",
        byModel(left.models(), models, Math::min).entrySet().stream()
            .map(one -> Reading.of(one.getValue(), "model", one.getKey()))
            .toList());
    gauges.set(
        "assay.quarantine.gate.open",
        "episodes",
        "How many times a budget was used up for which machines are held still",
        FleetGauges.one((double) figures.episodes()));
  }

  private static <T> Map<String, T> byModel(
      Map<String, T> values, FewModels models, BinaryOperator<T> merge) {
    return values.entrySet().stream()
        .collect(
            Collectors.toMap(
                one -> models.label(one.getKey()), Map.Entry::getValue, merge, TreeMap::new));
  }
}

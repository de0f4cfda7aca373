package dev.assay.verifier.metrics;

import dev.assay.verifier.metrics.Gauges.Reading;
import dev.assay.verifier.service.figures.FleetFigures;
import dev.assay.verifier.service.figures.FleetFigures.OfHook;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.ToDoubleFunction;

/// What waits for the hooks, and which of them take nothing.
final class HookGauges {
  /// How many hooks are shown by name: the first by name. All others are shown as one.
  static final int MOST = 50;

  private final Gauges gauges;

  HookGauges(Gauges gauges) {
    this.gauges = gauges;
  }

  void show(FleetFigures figures) {
    var hooks = figures.hooks();
    gauges.set(
        "assay.pending",
        "deliveries",
        "Deliveries that are still to be made",
        each(hooks, OfHook::pending, Double::sum));
    gauges.set(
        "assay.dead",
        "deliveries",
        "Deliveries that were given up, and not sent again since",
        each(hooks, OfHook::dead, Double::sum));
    gauges.set(
        "assay.deliveries.oldest.pending.age",
        "seconds",
        "How old the oldest delivery is that is still to be made; 0: none is",
        each(hooks, hook -> FleetGauges.age(hook.oldestPending(), figures.at()), Math::max));
    gauges.set(
        "assay.deliveries.oldest.due.age",
        "seconds",
        "For how long the delivery is due that is due longest; 0: none is",
        each(hooks, hook -> FleetGauges.age(hook.oldestDue(), figures.at()), Math::max));
    gauges.set(
        "assay.paused",
        "hooks",
        "Whether a person paused the hook",
        each(hooks, hook -> hook.paused() ? 1 : 0, Double::sum));
    gauges.set(
        "assay.closed",
        "hooks",
        "Whether the hook failed so often that nothing is sent to it for a while",
        each(hooks, hook -> hook.closed() ? 1 : 0, Double::sum));
  }

  private static List<Reading> each(
      List<OfHook> hooks, ToDoubleFunction<OfHook> number, BinaryOperator<Double> merge) {
    Map<String, Double> byLabel = new TreeMap<>();
    for (int at = 0; at < hooks.size(); at++) {
      var hook = hooks.get(at);
      byLabel.merge(at < MOST ? hook.name() : FewNames.OTHER, number.applyAsDouble(hook), merge);
    }
    return byLabel.entrySet().stream()
        .map(one -> Reading.of(one.getValue(), "hook", one.getKey()))
        .toList();
  }
}

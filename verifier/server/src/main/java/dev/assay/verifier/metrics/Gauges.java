package dev.assay.verifier.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// Gauges that are all set at once. Between two settings they show the same numbers, and nothing
/// (NaN) once those are too old to be shown. A gauge that is set again stays registered: who reads
/// it meanwhile finds the number before or the new one, never none.
final class Gauges {
  private final MeterRegistry registry;
  private final BooleanSupplier good;
  private final Map<String, Family> families = new HashMap<>();

  /// @param good whether what was last set may still be shown
  Gauges(MeterRegistry registry, BooleanSupplier good) {
    this.registry = registry;
    this.good = good;
  }

  /// One number with its labels.
  record Reading(Tags tags, double value) {
    static Reading of(double value, String... labels) {
      return new Reading(Tags.of(labels), value);
    }
  }

  /// All of one name, with the latest reading of each combination of labels.
  private record Family(MultiGauge rows, Map<Tags, AtomicReference<Reading>> latest) {
    void set(List<Reading> readings) {
      latest.keySet().retainAll(readings.stream().map(Reading::tags).collect(Collectors.toSet()));
      readings.forEach(
          reading ->
              latest.computeIfAbsent(reading.tags(), _ -> new AtomicReference<>()).set(reading));
    }
  }

  /// Sets a gauge; readings with equal labels are to be summed before.
  ///
  /// @param unit what is counted; the name ends with it
  void set(String name, String unit, String description, List<Reading> readings) {
    var family =
        families.computeIfAbsent(
            name,
            _ ->
                new Family(
                    MultiGauge.builder(name)
                        .description(description)
                        .baseUnit(unit)
                        .register(registry),
                    new HashMap<>()));
    family.set(readings);
    family
        .rows()
        .register(
            family.latest().entrySet().stream()
                .<MultiGauge.Row<?>>map(
                    one -> MultiGauge.Row.of(one.getKey(), one.getValue(), this::shown))
                .toList(),
            false);
  }

  private double shown(AtomicReference<Reading> latest) {
    return good.getAsBoolean() ? latest.get().value() : Double.NaN;
  }
}

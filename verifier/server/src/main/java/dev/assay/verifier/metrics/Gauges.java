package dev.assay.verifier.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Gauges that are all set at once. Between two settings they show the same numbers, and nothing
/// (NaN) once those are too old to be shown.
final class Gauges {
  private final MeterRegistry registry;
  private final BooleanSupplier good;
  private final Map<String, MultiGauge> gauges = new LinkedHashMap<>();

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

  /// Sets a gauge; readings with equal labels are to be summed before.
  ///
  /// @param unit what is counted; the name ends with it
  void set(String name, String unit, String description, List<Reading> readings) {
    gauges
        .computeIfAbsent(
            name,
            _ ->
                MultiGauge.builder(name).description(description).baseUnit(unit).register(registry))
        .register(
            readings.stream()
                .<MultiGauge.Row<?>>map(
                    reading -> MultiGauge.Row.of(reading.tags(), reading, this::shown))
                .toList(),
            true);
  }

  private double shown(Reading reading) {
    return good.getAsBoolean() ? reading.value() : Double.NaN;
  }
}

package dev.assay.verifier.metrics;

import dev.assay.verifier.service.Observer.Step;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/// How long the steps of the work take.
final class StepTimers {
  /// The buckets of every duration here: from a millisecond to as long as a call may take.
  static final Duration[] BUCKETS =
      Stream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final Map<Step, Timer> timers = new EnumMap<>(Step.class);

  StepTimers(MeterRegistry registry) {
    for (var step : Step.values()) {
      timers.put(step, timer(step).register(registry));
    }
  }

  private static Timer.Builder timer(Step step) {
    return switch (step) {
      case ATTESTATION ->
          timer("assay.attestation.duration", "From evidence in hand to its record");
      case APPRAISAL ->
          timer("assay.appraisal.duration", "Judging the evidence, without reading any record");
      case TRANSACTION ->
          timer("assay.database.transaction.duration", "One transaction in the database");
    };
  }

  static Timer.Builder timer(String name, String description) {
    return Timer.builder(name).description(description).serviceLevelObjectives(BUCKETS);
  }

  void record(Step step, long nanos) {
    var timer = timers.get(step);
    if (timer != null) {
      timer.record(Duration.ofNanos(nanos));
    }
  }
}

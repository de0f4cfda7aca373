package dev.assay.verifier.metrics;

import dev.assay.appraisal.Verdict;
import dev.assay.verifier.service.Freshness;
import dev.assay.verifier.service.StoreUnavailable;
import dev.assay.verifier.service.ViewFleet;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// How many active machines have which verdict and which freshness. Counted twice a minute; not a
/// number (NaN) while they can't be counted, never an old one.
@Singleton
public class FleetGauges {

  private final ViewFleet fleet;
  private final MeterRegistry registry;
  private final AtomicReference<Function<Enum<?>, Double>> latest =
      new AtomicReference<>(_ -> Double.NaN);

  public FleetGauges(ViewFleet fleet, MeterRegistry registry) {
    this.fleet = fleet;
    this.registry = registry;
  }

  void register(@Observes StartupEvent started) {
    for (var verdict : Verdict.values()) {
      gauge("verdict", verdict);
    }
    for (var freshness : Freshness.values()) {
      gauge("freshness", freshness);
    }
  }

  private void gauge(String label, Enum<?> value) {
    Gauge.builder("assay.machines." + label, () -> latest.get().apply(value))
        .description("Active machines by " + label)
        .tag(label, value.name().toLowerCase(Locale.ROOT))
        .strongReference(true)
        .register(registry);
  }

  @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void count() {
    try {
      var counts = fleet.counts();
      latest.set(
          value ->
              (double)
                  (value instanceof Verdict
                      ? counts.verdicts().getOrDefault(value, 0L)
                      : counts.freshness().getOrDefault(value, 0L)));
    } catch (StoreUnavailable _) {
      latest.set(_ -> Double.NaN);
    }
  }
}

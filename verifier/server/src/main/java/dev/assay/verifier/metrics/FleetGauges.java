package dev.assay.verifier.metrics;

import dev.assay.appraisal.Verdict;
import dev.assay.verifier.service.Freshness;
import dev.assay.verifier.service.MachineFilter;
import dev.assay.verifier.service.MachineState;
import dev.assay.verifier.service.MachineView;
import dev.assay.verifier.service.StoreUnavailable;
import dev.assay.verifier.service.ViewFleet;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;

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
      var machines =
          fleet.machines(MachineFilter.ALL).stream()
              .filter(view -> view.machine().state() == MachineState.ACTIVE)
              .toList();
      var verdicts = tally(machines, MachineView::verdict);
      var freshness = tally(machines, MachineView::freshness);
      latest.set(
          value ->
              (double)
                  (value instanceof Verdict
                      ? verdicts.getOrDefault(value, 0L)
                      : freshness.getOrDefault(value, 0L)));
    } catch (StoreUnavailable _) {
      latest.set(_ -> Double.NaN);
    }
  }

  private static Map<Enum<?>, Long> tally(
      List<MachineView> machines, Function<MachineView, Enum<?>> by) {
    return machines.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
  }
}

package dev.assay.verifier.metrics;

import dev.assay.verifier.metrics.Gauges.Reading;
import dev.assay.verifier.service.MachineState;
import dev.assay.verifier.service.ServicePolicy;
import dev.assay.verifier.service.StoreUnavailable;
import dev.assay.verifier.service.figures.FewModels;
import dev.assay.verifier.service.figures.FleetFigures;
import dev.assay.verifier.service.figures.FleetFigures.Alike;
import dev.assay.verifier.service.figures.ViewFigures;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The fleet as the database has it; every verifier on a database shows the same. Counted with one
/// statement every ten seconds, however often it is read. Not a number (NaN) where the latest count
/// is older than a minute, never an old one.
@Singleton
public class FleetGauges {
  private static final Duration SHOWN = Duration.ofMinutes(1);

  private final ViewFigures view;
  private final Gauges gauges;
  private final HookGauges hooks;
  private final PolicyGauges policy;
  private final AtomicReference<Instant> counted = new AtomicReference<>(Instant.EPOCH);

  public FleetGauges(
      ViewFigures view, ServicePolicy usual, MeterRegistry registry, InstantSource clock) {
    this.view = view;
    this.gauges = new Gauges(registry, () -> good(counted.get(), clock.instant()));
    this.hooks = new HookGauges(gauges);
    this.policy = new PolicyGauges(gauges);
    Gauge.builder("assay.figures.timestamp", counted, at -> at.get().getEpochSecond())
        .description("When the fleet was last counted")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("assay.usual.interval", usual, with -> with.interval().toSeconds())
        .description("Between two attestations of a machine that has no interval of its own")
        .baseUnit("seconds")
        .register(registry);
  }

  private static boolean good(Instant counted, Instant now) {
    return Duration.between(counted, now).compareTo(SHOWN) < 0;
  }

  @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void count() {
    try {
      var figures = view.figures();
      var models = FewModels.of(figures.machines());
      machines(figures, models);
      enrollment(figures);
      policy.show(figures, view.left(figures), models);
      hooks.show(figures);
      database(figures);
      counted.set(figures.at());
    } catch (StoreUnavailable _) {
      // Said by the time of the last count, and by all that asks the database for something.
    }
  }

  private void machines(FleetFigures figures, FewModels models) {
    var alike =
        figures.machines().stream()
            .collect(
                Collectors.groupingBy(
                    one -> labels(one, models), Collectors.summingLong(Alike::count)));
    gauges.set(
        "assay.machines",
        "machines",
        "Active machines by how they stand; combinations that none has are left out",
        alike.entrySet().stream()
            .map(one -> Reading.of(one.getValue(), one.getKey().toArray(String[]::new)))
            .toList());
  }

  private static List<String> labels(Alike alike, FewModels models) {
    return List.of(
        "model",
        models.label(alike.model()),
        "verdict",
        name(alike.verdict()),
        "freshness",
        name(alike.freshness()),
        "quarantine",
        name(alike.quarantine()));
  }

  private void enrollment(FleetFigures figures) {
    gauges.set(
        "assay.enrolled",
        "machines",
        "Machines by the state of their enrollment",
        each(MachineState.values(), "state", figures.states()));
    gauges.set(
        "assay.enrollment.oldest.pending.age",
        "seconds",
        "How long the machine waits for approval that waits longest; 0: none waits",
        one(age(figures.oldestPending(), figures.at())));
    gauges.set(
        "assay.key.changes.pending",
        "machines",
        "Machines whose new attestation key waits for a person",
        one((double) figures.keyChanges()));
    gauges.set(
        "assay.latest.appraisal.timestamp",
        "seconds",
        "When evidence of any machine was last recorded; left out where it never was",
        figures.latestAppraisal().map(FleetGauges::time).map(FleetGauges::one).orElse(List.of()));
  }

  private void database(FleetFigures figures) {
    gauges.set(
        "assay.database.clock.ahead",
        "seconds",
        "How far the database's clock is ahead of this verifier's; negative: behind",
        one(figures.databaseAhead().toMillis() / 1000.0));
  }

  static <E extends Enum<E>> List<Reading> each(E[] values, String label, Map<E, Long> counts) {
    Function<E, Reading> reading =
        value -> Reading.of(counts.getOrDefault(value, 0L), label, name(value));
    return Stream.of(values).map(reading).toList();
  }

  static List<Reading> one(double value) {
    return List.of(Reading.of(value));
  }

  static double age(Optional<Instant> since, Instant now) {
    return since.map(then -> Duration.between(then, now).toMillis() / 1000.0).orElse(0.0);
  }

  static double time(Instant time) {
    return time.toEpochMilli() / 1000.0;
  }

  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}

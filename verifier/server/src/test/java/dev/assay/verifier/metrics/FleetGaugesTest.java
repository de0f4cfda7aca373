package dev.assay.verifier.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.OsLayerPolicy;
import dev.assay.appraisal.Verdict;
import dev.assay.verifier.service.Freshness;
import dev.assay.verifier.service.ServicePolicy;
import dev.assay.verifier.service.StoreUnavailable;
import dev.assay.verifier.service.figures.FewModels;
import dev.assay.verifier.service.figures.FleetFigures;
import dev.assay.verifier.service.figures.FleetFigures.Alike;
import dev.assay.verifier.service.figures.FleetFigures.OfHook;
import dev.assay.verifier.service.figures.ViewFigures;
import dev.assay.verifier.service.quarantine.BlastRadius;
import dev.assay.verifier.service.quarantine.QuarantinePolicies;
import dev.assay.verifier.service.quarantine.QuarantinePolicy;
import dev.assay.verifier.service.quarantine.QuarantineState;
import dev.assay.verifier.testing.SettableClock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What of the fleet's numbers is shown. The figures are made here; StoredFiguresTest counts real
/// ones.
class FleetGaugesTest {
  private static final int MODELS = 200;
  private static final ServicePolicy POLICY =
      new ServicePolicy(
          Duration.ofMinutes(5), false, OsLayerPolicy.ENFORCE, Duration.ofDays(30), "test");

  private final SettableClock clock = new SettableClock();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private boolean away;
  private int hooks = MODELS;
  private int dead = 2;
  private final FleetGauges gauges = new FleetGauges(view(), POLICY, registry, clock);

  private ViewFigures view() {
    return new ViewFigures(
        (_, _, _) -> {
          if (away) {
            throw new StoreUnavailable(new IllegalStateException("away"));
          }
          return figures();
        },
        POLICY,
        QuarantinePolicies.of(QuarantinePolicy.SAFE),
        BlastRadius.SAFE);
  }

  // Each model has all combinations, so the most series that there can be; model 0 is the largest.
  private FleetFigures figures() {
    var machines =
        IntStream.range(0, MODELS)
            .boxed()
            .flatMap(
                model ->
                    Stream.of(Verdict.values())
                        .flatMap(
                            verdict ->
                                Stream.of(Freshness.values())
                                    .flatMap(
                                        freshness ->
                                            Stream.of(QuarantineState.values())
                                                .map(
                                                    state ->
                                                        new Alike(
                                                            "Model %03d".formatted(model),
                                                            verdict,
                                                            freshness,
                                                            state,
                                                            MODELS - model)))))
            .toList();
    var shown =
        IntStream.range(0, hooks)
            .mapToObj(
                n ->
                    new OfHook(
                        "hook-" + n, false, false, 1, Optional.empty(), Optional.empty(), dead))
            .toList();
    return new FleetFigures(
        clock.instant(),
        machines,
        Map.of(),
        Optional.empty(),
        0,
        Optional.empty(),
        Map.of(),
        Map.of("Model 199", clock.instant()),
        Map.of("Model 000", 3),
        0,
        shown,
        Duration.ofMillis(-1500));
  }

  @Test
  void labelsAreBoundedHoweverManyModelsAndHooksThereAre() {
    gauges.count();
    assertThat(labels("model")).hasSize(FewModels.MOST + 1).contains("Model 000", FewModels.OTHER);
    assertThat(labels("hook")).hasSize(HookGauges.MOST + 1).contains(FewNames.OTHER);
    assertThat(registry.getMeters().stream().flatMap(meter -> meter.getId().getTags().stream()))
        .allSatisfy(tag -> assertThat(tag.getValue()).doesNotContainPattern("[0-9a-f]{16}"));
    var combinations =
        Verdict.values().length * Freshness.values().length * QuarantineState.values().length;
    assertThat(registry.find("assay.machines").gauges())
        .hasSize((FewModels.MOST + 1) * combinations);
  }

  @Test
  void noMachineIsLostByTheBound() {
    gauges.count();
    double shown =
        registry.find("assay.machines").gauges().stream().mapToDouble(gauge -> gauge.value()).sum();
    long all = figures().machines().stream().mapToLong(Alike::count).sum();
    assertThat(shown).isEqualTo((double) all);
    assertThat(registry.get("assay.dead").tag("hook", "other").gauge().value())
        .isEqualTo(2.0 * (MODELS - HookGauges.MOST));
  }

  @Test
  void budgetIsWhatTheGateSaysLessWhatIsSpent() {
    gauges.count();
    assertThat(registry.get("assay.quarantine.fleet.budget.left").gauge().value()).isEqualTo(7);
    assertThat(
            registry
                .get("assay.quarantine.model.budget.left")
                .tag("model", "Model 000")
                .gauge()
                .value())
        .isEqualTo(2);
  }

  // A scrape in the middle of a count would have holes otherwise.
  @Test
  void countingAgainTakesNoGaugeAway() {
    var removed = new ArrayList<Meter>();
    registry.config().onMeterRemoved(removed::add);
    gauges.count();
    var gauge = registry.get("assay.dead").tag("hook", "hook-0").gauge();
    assertThat(gauge.value()).isEqualTo(2);
    dead = 3;
    gauges.count();
    assertThat(removed).isEmpty();
    assertThat(gauge.value()).isEqualTo(3);
  }

  @Test
  void gaugeOfWhatIsNoMoreIsTakenAway() {
    gauges.count();
    hooks = 1;
    gauges.count();
    assertThat(labels("hook")).containsExactly("hook-0");
    hooks = 2;
    gauges.count();
    assertThat(registry.get("assay.dead").tag("hook", "hook-1").gauge().value()).isEqualTo(2);
  }

  @Test
  void oldNumbersAreNotShown() {
    gauges.count();
    away = true;
    clock.advance(Duration.ofSeconds(50));
    gauges.count();
    var first = registry.find("assay.machines").gauges().iterator().next();
    assertThat(first.value()).isPositive();
    clock.advance(Duration.ofSeconds(15));
    gauges.count();
    assertThat(first.value()).isNaN();
  }

  @Test
  void everyMetricHasHelpAndEndsWithItsUnit() {
    gauges.count();
    assertThat(registry.getMeters())
        .isNotEmpty()
        .allSatisfy(
            meter -> {
              assertThat(meter.getId().getDescription()).as(name(meter)).isNotBlank();
              assertThat(meter.getId().getBaseUnit()).as(name(meter)).isNotBlank();
            });
  }

  // The whole table is held against a running verifier in TelemetryIT.
  @SuppressWarnings("deprecation") // The registry that Quarkus has.
  @Test
  void prometheusSeesThemAsTheTableHasThem() throws IOException {
    var prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new FleetGauges(view(), POLICY, prometheus, clock).count();
    new StepTimers(prometheus);
    var table = Files.readString(Path.of("../../docs/metrics.md"));
    var help =
        Pattern.compile("# HELP (\\S+) (.*)").matcher(prometheus.scrape()).results().toList();
    assertThat(help).hasSizeGreaterThan(15);
    for (var family : help) {
      if (!family.group(1).endsWith("_max")) {
        assertThat(table.lines())
            .as(family.group(1))
            .anyMatch(
                row ->
                    row.startsWith("| `" + family.group(1) + "` |")
                        && row.endsWith("| " + family.group(2).strip() + " |"));
      }
    }
  }

  private static String name(Meter meter) {
    return meter.getId().getName();
  }

  private Set<String> labels(String key) {
    List<Meter> meters = registry.getMeters();
    return meters.stream()
        .map(meter -> meter.getId().getTag(key))
        .filter(value -> value != null)
        .collect(Collectors.toSet());
  }
}

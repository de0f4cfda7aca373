package dev.assay.verifier.grpc;

import dev.assay.appraisal.finding.Severity;
import dev.assay.verifier.service.Outcome;
import dev.assay.verifier.service.Receipt;
import dev.assay.verifier.service.RecordedFinding;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// What the agents' door counts. Labels come from closed sets only: verdicts and the codes of
/// findings.
@Singleton
public class AgentMetrics {

  private static final Comparator<RecordedFinding> BY_SEVERITY =
      Comparator.comparing(RecordedFinding::severity);

  private final MeterRegistry registry;
  private final Timer appraisals;

  public AgentMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.appraisals =
        Timer.builder("assay.appraisal.duration")
            .description("From evidence in hand to its record in the database")
            .publishPercentileHistogram()
            .register(registry);
  }

  /// Shows a number of the door's own.
  <T> void show(String name, String description, T source, ToDoubleFunction<T> number) {
    Gauge.builder(name, source, number).description(description).register(registry);
  }

  Outcome<Receipt> timed(Supplier<Outcome<Receipt>> appraisal) {
    long start = System.nanoTime();
    try {
      return appraisal.get();
    } finally {
      appraisals.record(Duration.ofNanos(System.nanoTime() - start));
    }
  }

  /// Counts a receipt: an appraisal by verdict and its gravest finding, or evidence that was
  /// refused.
  void count(Receipt receipt) {
    var code = gravest(receipt);
    if (receipt.authentic()) {
      var verdict = receipt.verdict().name().toLowerCase(Locale.ROOT);
      registry.counter("assay.appraisals", "verdict", verdict, "finding", code).increment();
    } else {
      registry.counter("assay.evidence.refused", "finding", code).increment();
    }
  }

  private static String gravest(Receipt receipt) {
    return receipt.findings().stream()
        .filter(finding -> finding.severity() != Severity.NOTE)
        .max(BY_SEVERITY)
        .map(RecordedFinding::code)
        .orElse("none");
  }
}

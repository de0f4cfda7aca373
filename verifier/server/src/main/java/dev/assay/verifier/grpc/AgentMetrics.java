package dev.assay.verifier.grpc;

import dev.assay.appraisal.finding.Severity;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.Observer;
import dev.assay.verifier.service.Outcome;
import dev.assay.verifier.service.Receipt;
import dev.assay.verifier.service.RecordedFinding;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// What the agents' door counts. Labels come from closed sets only: verdicts and the codes of
/// findings.
@Singleton
public class AgentMetrics {

  private static final Comparator<RecordedFinding> BY_SEVERITY =
      Comparator.comparing(RecordedFinding::severity);

  private final MeterRegistry registry;
  private final Observer observer;

  public AgentMetrics(MeterRegistry registry, Observer observer) {
    this.registry = registry;
    this.observer = observer;
  }

  /// Shows how many streams there are.
  <T> void streams(String name, String description, T source, ToDoubleFunction<T> number) {
    Gauge.builder(name, source, number)
        .description(description)
        .baseUnit("streams")
        .register(registry);
  }

  /// Attests, and lets the observer hear of it.
  Outcome<Receipt> observed(MachineId machine, Supplier<Outcome<Receipt>> attestation) {
    return observer.during(Observer.Step.ATTESTATION, Optional.of(machine), attestation);
  }

  /// Counts a receipt: an appraisal by verdict and its gravest finding, or evidence that was
  /// refused.
  void count(Receipt receipt) {
    var code = gravest(receipt);
    if (receipt.authentic()) {
      var verdict = receipt.verdict().name().toLowerCase(Locale.ROOT);
      Counter.builder("assay.appraisals")
          .description("Appraisals of authentic evidence by verdict and gravest finding")
          .tags("verdict", verdict, "finding", code)
          .register(registry)
          .increment();
    } else {
      Counter.builder("assay.evidence.refused")
          .description("Evidence that was not authentic or none at all, by gravest finding")
          .tag("finding", code)
          .register(registry)
          .increment();
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

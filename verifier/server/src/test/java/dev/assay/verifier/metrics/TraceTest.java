package dev.assay.verifier.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.service.Observer.Step;
import dev.assay.verifier.service.hooks.Attempt;
import dev.assay.verifier.service.hooks.Hook;
import dev.assay.verifier.service.hooks.HookFilter;
import dev.assay.verifier.service.hooks.HookTarget;
import dev.assay.verifier.service.hooks.OutgoingEvent;
import dev.assay.verifier.store.Database;
import dev.assay.verifier.store.OutboxStore;
import dev.assay.verifier.testing.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// How spans hang together, with the real store between the work and its delivery. TelemetryIT has
/// the whole of it, from an agent to a collector.
class TraceTest {
  private final Kept kept = new Kept();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  /// Keeps what is exported.
  private static final class Kept implements SpanExporter {
    private final List<SpanData> spans = new CopyOnWriteArrayList<>();

    @Override
    public CompletableResultCode export(Collection<SpanData> more) {
      spans.addAll(more);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  private OutgoingEvent attested(Tracer tracer) {
    var observer = new WorkObserver(registry, tracer);
    var outbox = new OutboxStore(new Database(TestPostgres.fresh(), observer));
    return observer.during(
        Step.ATTESTATION,
        Optional.empty(),
        () -> {
          observer.during(Step.APPRAISAL, Optional.empty(), () -> "judged");
          return outbox.test("tickets", "olga", Instant.EPOCH);
        });
  }

  // On another thread, as deliveries are.
  private Attempt delivered(Tracer tracer, OutgoingEvent event) {
    var calls = new MeasuredCalls((_, _) -> Attempt.Failed.because("away"), registry, tracer);
    return CompletableFuture.supplyAsync(() -> calls.call(hook(), event)).join();
  }

  private static Hook hook() {
    return new Hook(
        "tickets",
        Hook.Origin.FILE,
        new HookTarget.Command(List.of("true"), Duration.ofSeconds(1), Optional.empty()),
        HookFilter.ALL,
        false);
  }

  @Test
  void deliveryBelongsToTheTraceOfWhatItTells() {
    try (var provider =
        SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(kept)).build()) {
      var tracer = provider.get("test");
      var event = attested(tracer);
      delivered(tracer, event);
      Map<String, SpanData> spans =
          kept.spans.stream().collect(Collectors.toMap(SpanData::getName, Function.identity()));
      var attestation = Objects.requireNonNull(spans.get("dev.assay.v1.AttestationService/Attest"));
      assertThat(spans.keySet())
          .containsExactlyInAnyOrder(
              attestation.getName(), "appraise", "database transaction", "deliver");
      assertThat(kept.spans)
          .extracting(SpanData::getTraceId)
          .containsOnly(attestation.getTraceId());
      assertThat(Objects.requireNonNull(spans.get("appraise")).getParentSpanId())
          .isEqualTo(attestation.getSpanId());
      var transaction = Objects.requireNonNull(spans.get("database transaction"));
      assertThat(transaction.getParentSpanId()).isEqualTo(attestation.getSpanId());
      assertThat(Objects.requireNonNull(spans.get("deliver")).getParentSpanId())
          .isEqualTo(transaction.getSpanId());
    }
  }

  @Test
  void nothingIsCarriedWhereNothingIsTraced() {
    var event = attested(TracerProvider.noop().get("test"));
    assertThat(event.body()).doesNotContain("traceparent");
    delivered(TracerProvider.noop().get("test"), event);
    assertThat(
            registry
                .get("assay.delivery.attempts")
                .tags("hook", "tickets", "outcome", "failed")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(registry.get("assay.delivery.attempt.duration").timer().count()).isEqualTo(1);
    assertThat(registry.get("assay.attestation.duration").timer().count()).isEqualTo(1);
  }
}

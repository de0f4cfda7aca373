package dev.assay.verifier.metrics;

import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.Observer.Step;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.Optional;
import java.util.function.Supplier;

/// A span for each step (OpenTelemetry). Where tracing is off the tracer makes spans that do
/// nothing.
///
/// The span of an attestation begins when the evidence is in hand: the stream that it came on lasts
/// for days and would make one trace of all its attestations.
final class StepSpans {
  static final String MACHINE = "assay.machine";

  private final Tracer tracer;

  StepSpans(Tracer tracer) {
    this.tracer = tracer;
  }

  <T> T during(Step step, Optional<MachineId> machine, Supplier<T> work) {
    var span = started(step);
    machine.ifPresent(id -> span.setAttribute(MACHINE, id.toHex()));
    return within(span, work);
  }

  // Conventions of OpenTelemetry for RPC and database spans.
  private Span started(Step step) {
    return switch (step) {
      case ATTESTATION ->
          tracer
              .spanBuilder("dev.assay.v1.AttestationService/Attest")
              .setNoParent()
              .setSpanKind(SpanKind.SERVER)
              .setAttribute("rpc.system", "grpc")
              .setAttribute("rpc.service", "dev.assay.v1.AttestationService")
              .setAttribute("rpc.method", "Attest")
              .startSpan();
      case APPRAISAL -> tracer.spanBuilder("appraise").startSpan();
      case TRANSACTION -> database(tracer.spanBuilder("database transaction")).startSpan();
    };
  }

  private static SpanBuilder database(SpanBuilder span) {
    return span.setSpanKind(SpanKind.CLIENT).setAttribute("db.system.name", "postgresql");
  }

  /// Does the work within the span, and ends it. Of a failure only the class is told: its message
  /// may quote what was worked on.
  static <T> T within(Span span, Supplier<T> work) {
    try (var _ = span.makeCurrent()) {
      return work.get();
    } catch (RuntimeException failure) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute("error.type", failure.getClass().getName());
      throw failure;
    } finally {
      span.end();
    }
  }
}

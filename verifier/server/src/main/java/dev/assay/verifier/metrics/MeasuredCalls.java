package dev.assay.verifier.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.hooks.Attempt;
import dev.assay.verifier.service.hooks.Hook;
import dev.assay.verifier.service.hooks.HookCalls;
import dev.assay.verifier.service.hooks.OutgoingEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Counts, times and traces the calls of receivers. A delivery belongs to the trace of what it
/// tells, although another thread or another verifier makes it: the event carries that trace (the
/// extension Distributed Tracing of CloudEvents).
public final class MeasuredCalls implements HookCalls {
  private static final Logger LOG = Logger.getLogger(MeasuredCalls.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String TRACE = "traceparent";

  private final HookCalls calls;
  private final MeterRegistry registry;
  private final Tracer tracer;
  private final FewNames hooks = new FewNames(HookGauges.MOST);
  private final Timer durations;

  public MeasuredCalls(HookCalls calls, MeterRegistry registry, Tracer tracer) {
    this.calls = calls;
    this.registry = registry;
    this.tracer = tracer;
    this.durations =
        StepTimers.timer("assay.delivery.attempt.duration", "One call of a receiver, to its end")
            .register(registry);
  }

  @Override
  public Attempt call(Hook hook, OutgoingEvent event) {
    var span =
        tracer
            .spanBuilder("deliver")
            .setParent(cause(event))
            .setSpanKind(SpanKind.PRODUCER)
            .setAttribute("assay.hook", hook.name())
            .setAttribute("cloudevents.event_id", event.id())
            .setAttribute("cloudevents.event_type", event.kind().type())
            .startSpan();
    event.machine().ifPresent(id -> span.setAttribute(StepSpans.MACHINE, id.toHex()));
    return StepSpans.within(span, () -> timed(hook, event, span));
  }

  private Attempt timed(Hook hook, OutgoingEvent event, Span span) {
    long start = System.nanoTime();
    var attempt = calls.call(hook, event);
    durations.record(Duration.ofNanos(System.nanoTime() - start));
    if (attempt instanceof Attempt.Failed(var error, _)) {
      span.setStatus(StatusCode.ERROR);
      count(hook, "failed");
      told(hook, event, error);
    } else {
      count(hook, "delivered");
    }
    return attempt;
  }

  // At DEBUG: a receiver that is away fails all the time, and the metrics say so.
  private static void told(Hook hook, OutgoingEvent event, String error) {
    ChangeLog.about(
        event.machine().map(MachineId::toHex),
        () -> LOG.debugf("hook %s did not take %s: %s", hook.name(), event.id(), error));
  }

  private void count(Hook hook, String outcome) {
    Counter.builder("assay.delivery.attempts")
        .description("Calls of receivers by what came of them")
        .tag("hook", hooks.label(hook.name()))
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  private static Context cause(OutgoingEvent event) {
    if (!event.body().contains(TRACE)) {
      return Context.root();
    }
    try {
      var carried = JSON.readTree(event.body()).path(TRACE).asText();
      return W3CTraceContextPropagator.getInstance()
          .extract(Context.root(), Map.of(TRACE, carried), new OfMap());
    } catch (JsonProcessingException notOurs) {
      return Context.root();
    }
  }

  /// Reads a trace from a map.
  private static final class OfMap implements TextMapGetter<Map<String, String>> {
    @Override
    public Iterable<String> keys(Map<String, String> map) {
      return List.copyOf(map.keySet());
    }

    @Override
    public @Nullable String get(@Nullable Map<String, String> map, String key) {
      return map == null ? null : map.get(key);
    }
  }
}

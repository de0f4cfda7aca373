package dev.assay.verifier.metrics;

import dev.assay.appraisal.Verdict;
import dev.assay.verifier.service.Act;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.Observer;
import dev.assay.verifier.service.RecordedFinding;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Measures the work, traces it where tracing is on, and logs what changed.
@Singleton
public class WorkObserver implements Observer {
  private final StepTimers timers;
  private final StepSpans spans;

  public WorkObserver(MeterRegistry registry, Tracer tracer) {
    this.timers = new StepTimers(registry);
    this.spans = new StepSpans(tracer);
  }

  @Override
  public <T> T during(Step step, Optional<MachineId> machine, Supplier<T> work) {
    long start = System.nanoTime();
    try {
      return spans.during(step, machine, work);
    } finally {
      timers.record(step, System.nanoTime() - start);
    }
  }

  @Override
  public void verdictChanged(
      MachineId machine, Optional<Verdict> before, Verdict now, List<RecordedFinding> findings) {
    ChangeLog.verdict(machine, before, now, findings);
  }

  @Override
  public void done(Act act) {
    ChangeLog.act(act);
  }
}

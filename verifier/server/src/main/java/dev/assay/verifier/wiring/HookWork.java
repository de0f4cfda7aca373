package dev.assay.verifier.wiring;

import dev.assay.verifier.service.ServicePolicy;
import dev.assay.verifier.service.StoreUnavailable;
import dev.assay.verifier.service.hooks.DeliverEvents;
import dev.assay.verifier.service.hooks.HookRecords;
import dev.assay.verifier.service.hooks.Outbox;
import dev.assay.verifier.service.quarantine.WatchQuarantine;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/// Carries events to hooks, and looks at what time alone brings about.
@Singleton
final class HookWork {
  private static final Logger LOG = Logger.getLogger(HookWork.class);

  private final AssayConfig config;
  private final HookRecords hooks;
  private final DeliverEvents deliveries;
  private final WatchQuarantine watch;
  private final Outbox outbox;
  private final ServicePolicy policy;
  private final InstantSource clock;
  private final Thread delivering;

  HookWork(
      AssayConfig config,
      HookRecords hooks,
      DeliverEvents deliveries,
      WatchQuarantine watch,
      Outbox outbox,
      ServicePolicy policy,
      InstantSource clock) {
    this.config = config;
    this.hooks = hooks;
    this.deliveries = deliveries;
    this.watch = watch;
    this.outbox = outbox;
    this.policy = policy;
    this.clock = clock;
    this.delivering = Thread.ofPlatform().name("deliveries").daemon().unstarted(deliveries);
  }

  void start(@Observes StartupEvent start) {
    hooks.configured(config.hooks().map(HookFile::load).orElse(List.of()));
    delivering.start();
  }

  void stop(@Observes ShutdownEvent stop) {
    deliveries.close();
  }

  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void look() {
    try {
      watch.look();
    } catch (StoreUnavailable away) {
      LOG.debug("The database is away; quarantine is looked at when it is back");
    }
  }

  /// Once an hour, as appraisals are.
  @Scheduled(every = "1h", delayed = "6m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void purge() {
    try {
      outbox.purge(clock.instant().minus(policy.retention()));
    } catch (StoreUnavailable away) {
      LOG.warn("The database is away; old events are dropped an hour later");
    }
  }
}

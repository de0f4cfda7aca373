package dev.assay.verifier.wiring;

import dev.assay.verifier.service.AppraisalRecords;
import dev.assay.verifier.service.LiveStreams;
import dev.assay.verifier.service.ServicePolicy;
import dev.assay.verifier.service.StoreUnavailable;
import dev.assay.verifier.store.SignalListener;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/// What runs beside the requests: hearing signals from other verifiers, and dropping old
/// appraisals.
@Singleton
final class Background {
  private static final Logger LOG = Logger.getLogger(Background.class);

  private final AppraisalRecords appraisals;
  private final ServicePolicy policy;
  private final InstantSource clock;
  private final SignalListener listener;
  private final Thread listening;

  Background(
      DataSource source,
      LiveStreams streams,
      AppraisalRecords appraisals,
      ServicePolicy policy,
      InstantSource clock) {
    this.appraisals = appraisals;
    this.policy = policy;
    this.clock = clock;
    this.listener = new SignalListener(source, streams);
    this.listening = Thread.ofPlatform().name("signals").daemon().unstarted(listener);
  }

  void start(@Observes StartupEvent start) {
    listening.start();
  }

  void stop(@Observes ShutdownEvent stop) {
    listener.close();
    listening.interrupt();
  }

  /// Once an hour. Any verifier on a database may do it; two at once do no harm.
  @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void purge() {
    try {
      int gone = appraisals.purge(clock.instant().minus(policy.retention()));
      if (gone > 0) {
        LOG.infof("Dropped %d appraisals older than %d days", gone, policy.retention().toDays());
      }
    } catch (StoreUnavailable away) {
      LOG.warn("The database is away; old appraisals are dropped an hour later");
    }
  }
}

package dev.assay.verifier.wiring;

import dev.assay.verifier.service.AppraisalRecords;
import dev.assay.verifier.service.GoldenLife;
import dev.assay.verifier.service.LiveStreams;
import dev.assay.verifier.service.MachineRecords;
import dev.assay.verifier.service.ServicePolicy;
import dev.assay.verifier.service.SignatureRule;
import dev.assay.verifier.service.StoreUnavailable;
import dev.assay.verifier.service.hooks.DeliverEvents;
import dev.assay.verifier.store.SignalListener;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/// What runs beside the requests: hearing signals from other verifiers, reading the signers again,
/// and dropping old appraisals.
@Singleton
final class Background {
  private static final Logger LOG = Logger.getLogger(Background.class);

  private final AppraisalRecords appraisals;
  private final MachineRecords machines;
  private final Duration pendingLife;
  private final ServicePolicy policy;
  private final SignersFolder signers;
  private final SignatureRule signatures;
  private final GoldenLife golden;
  private final InstantSource clock;
  private final SignalListener listener;
  private final Thread listening;
  private volatile boolean askAgain;

  Background(
      DataSource source,
      LiveStreams streams,
      AppraisalRecords appraisals,
      MachineRecords machines,
      AssayConfig config,
      ServicePolicy policy,
      SignersFolder signers,
      SignatureRule signatures,
      GoldenLife golden,
      DeliverEvents deliveries,
      InstantSource clock) {
    this.appraisals = appraisals;
    this.machines = machines;
    if (config.pendingDays() < 1) {
      throw new StartupFailure("ASSAY_PENDING_DAYS is 1 or more.");
    }
    this.pendingLife = Duration.ofDays(config.pendingDays());
    this.policy = policy;
    this.signers = signers;
    this.signatures = signatures;
    this.golden = golden;
    this.clock = clock;
    this.listener = new SignalListener(source, streams, deliveries::nudge);
    this.listening = Thread.ofPlatform().name("signals").daemon().unstarted(listener);
  }

  void start(@Observes StartupEvent start) {
    listening.start();
    if (signatures.needed() == 0) {
      LOG.warn(
          "ASSAY_GOLDEN_SIGNATURES is 0: a golden set comes into force by one person's word. For"
              + " try-outs only.");
    }
  }

  void stop(@Observes ShutdownEvent stop) {
    listener.close();
    listening.interrupt();
  }

  /// A key that was taken away counts no longer, on machines that are connected too, within a
  /// minute. Each verifier has a folder of its own to look at.
  @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void readSigners() {
    if (signers.reload()) {
      askAgain = true;
    }
    try {
      if (askAgain) {
        golden.askAgain();
        askAgain = false;
      }
    } catch (StoreUnavailable away) {
      LOG.warn("The database is away; machines are asked to attest by the changed signers later");
    }
  }

  /// Old golden sets go out of force when their windows end. Any verifier on a database may do it.
  @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void endWindows() {
    try {
      golden.endWindows();
    } catch (StoreUnavailable away) {
      LOG.warn("The database is away; golden sets whose windows are over are retired later");
    }
  }

  /// Once an hour. Any verifier on a database may do it; two at once do no harm.
  @Scheduled(every = "1h", delayed = "5m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void purge() {
    try {
      int gone = appraisals.purge(clock.instant().minus(policy.retention()));
      if (gone > 0) {
        LOG.infof("Dropped %d appraisals older than %d days", gone, policy.retention().toDays());
      }
      int forgotten = machines.purgePending(clock.instant().minus(pendingLife));
      if (forgotten > 0) {
        LOG.infof("Forgot %d machines that nobody approved in time", forgotten);
      }
    } catch (StoreUnavailable away) {
      LOG.warn("The database is away; old appraisals are dropped an hour later");
    }
  }
}

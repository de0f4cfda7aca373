package dev.assay.verifier.wiring;

import dev.assay.verifier.hooks.HookAdapters;
import dev.assay.verifier.metrics.MeasuredCalls;
import dev.assay.verifier.service.AttestSignals;
import dev.assay.verifier.service.AuditLog;
import dev.assay.verifier.service.IssueResults;
import dev.assay.verifier.service.ServicePolicy;
import dev.assay.verifier.service.ViewFleet;
import dev.assay.verifier.service.figures.FigureRecords;
import dev.assay.verifier.service.figures.ViewFigures;
import dev.assay.verifier.service.hooks.DeliverEvents;
import dev.assay.verifier.service.hooks.EnrolledMachines;
import dev.assay.verifier.service.hooks.HookCalls;
import dev.assay.verifier.service.hooks.HookRecords;
import dev.assay.verifier.service.hooks.ManageHooks;
import dev.assay.verifier.service.hooks.Outbox;
import dev.assay.verifier.service.hooks.ViewEvents;
import dev.assay.verifier.service.quarantine.BlastRadius;
import dev.assay.verifier.service.quarantine.ManageQuarantine;
import dev.assay.verifier.service.quarantine.QuarantinePolicies;
import dev.assay.verifier.service.quarantine.QuarantinePolicy;
import dev.assay.verifier.service.quarantine.QuarantineRecords;
import dev.assay.verifier.service.quarantine.Reactions;
import dev.assay.verifier.service.quarantine.WatchQuarantine;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Quarantine and hooks, put together.
final class QuarantineBeans {
  private static final Logger LOG = Logger.getLogger(QuarantineBeans.class);

  @Produces
  @Singleton
  QuarantinePolicies policies(QuarantineConfig config) {
    var settings = checked(() -> settings(config));
    return config
        .policy()
        .map(file -> PolicyFile.load(file, settings))
        .orElseGet(() -> QuarantinePolicies.of(settings));
  }

  private static QuarantinePolicy settings(QuarantineConfig config) {
    var safe = Reactions.SAFE;
    return new QuarantinePolicy(
        config.mode(),
        new Reactions(
            safe.violation(),
            config.onUnknown(),
            config.onWarning(),
            safe.note(),
            config.onSilence(),
            safe.named()),
        config.confirmSeconds() > 0,
        Duration.ofSeconds(config.confirmSeconds() > 0 ? config.confirmSeconds() : 1),
        config.releaseAfter());
  }

  @Produces
  @Singleton
  BlastRadius radius(QuarantineConfig config, ServicePolicy service) {
    var window = Duration.ofMinutes(config.windowMinutes());
    if (window.compareTo(service.retention()) > 0) {
      throw new StartupFailure(
          "The limits of quarantine count over %d minutes, but what is spent of them is kept for %d days. Lower ASSAY_QUARANTINE_WINDOW_MINUTES or raise ASSAY_RETENTION_DAYS."
              .formatted(window.toMinutes(), service.retention().toDays()));
    }
    return checked(
        () ->
            new BlastRadius(
                window,
                new BlastRadius.Budget(config.fleetLimit(), config.fleetPercent()),
                new BlastRadius.Budget(config.modelLimit(), config.modelPercent()),
                new BlastRadius.Budget(config.rackLimit(), config.rackPercent())));
  }

  private static <T> T checked(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException wrong) {
      throw new StartupFailure(
          wrong.getMessage() + ". Correct the settings ASSAY_QUARANTINE_….", wrong);
    }
  }

  @Produces
  @Singleton
  ManageQuarantine quarantine(
      QuarantineRecords records,
      QuarantinePolicies policies,
      BlastRadius radius,
      AuditLog audit,
      InstantSource clock) {
    return new ManageQuarantine(records, policies, radius, audit, clock);
  }

  @Produces
  @Singleton
  WatchQuarantine watch(
      QuarantineRecords records,
      QuarantinePolicies policies,
      ServicePolicy service,
      AttestSignals signals,
      InstantSource clock) {
    return new WatchQuarantine(records, policies, service.interval(), signals, clock);
  }

  @Produces
  @Singleton
  HookCalls calls(
      Vertx vertx,
      ViewFleet fleet,
      IssueResults results,
      InstantSource clock,
      MeterRegistry registry,
      Tracer tracer) {
    var machines = new EnrolledMachines(fleet, results);
    return new MeasuredCalls(
        new HookAdapters(vertx, System.getenv(), machines, clock), registry, tracer);
  }

  @Produces
  @Singleton
  DeliverEvents deliveries(
      Outbox outbox,
      HookCalls calls,
      WatchQuarantine watch,
      InstantSource clock,
      SecureRandom random) {
    return new DeliverEvents(
        outbox,
        calls,
        watch::confirmReleases,
        bug -> LOG.error("a delivery failed within the verifier", bug),
        clock,
        random);
  }

  @Produces
  @Singleton
  ViewFigures figures(
      FigureRecords records,
      ServicePolicy service,
      QuarantinePolicies policies,
      BlastRadius radius) {
    return new ViewFigures(records, service, policies, radius);
  }

  @Produces
  @Singleton
  ViewEvents events(Outbox outbox) {
    return new ViewEvents(outbox);
  }

  @Produces
  @Singleton
  ManageHooks hooks(
      HookRecords records, Outbox outbox, HookCalls calls, AuditLog audit, InstantSource clock) {
    return new ManageHooks(records, outbox, calls, audit, clock);
  }
}

package dev.assay.verifier.wiring;

import dev.assay.verifier.hooks.HookAdapters;
import dev.assay.verifier.service.AttestSignals;
import dev.assay.verifier.service.AuditLog;
import dev.assay.verifier.service.ServicePolicy;
import dev.assay.verifier.service.hooks.DeliverEvents;
import dev.assay.verifier.service.hooks.HookCalls;
import dev.assay.verifier.service.hooks.HookRecords;
import dev.assay.verifier.service.hooks.ManageHooks;
import dev.assay.verifier.service.hooks.Outbox;
import dev.assay.verifier.service.hooks.ViewEvents;
import dev.assay.verifier.service.quarantine.BlastRadius;
import dev.assay.verifier.service.quarantine.ManageQuarantine;
import dev.assay.verifier.service.quarantine.QuarantinePolicy;
import dev.assay.verifier.service.quarantine.QuarantineRecords;
import dev.assay.verifier.service.quarantine.WatchQuarantine;
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
  QuarantinePolicy policy(QuarantineConfig config) {
    return checked(
        () ->
            new QuarantinePolicy(
                config.mode(),
                config.onWarning(),
                config.onUnknown(),
                config.onSilence(),
                config.confirmSeconds() > 0,
                Duration.ofSeconds(config.confirmSeconds() > 0 ? config.confirmSeconds() : 1),
                config.releaseAfter()));
  }

  @Produces
  @Singleton
  BlastRadius radius(QuarantineConfig config) {
    return checked(
        () ->
            new BlastRadius(
                Duration.ofMinutes(config.windowMinutes()),
                new BlastRadius.Budget(config.fleetLimit(), config.fleetPercent()),
                new BlastRadius.Budget(config.modelLimit(), config.modelPercent())));
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
      QuarantineRecords records, QuarantinePolicy policy, AuditLog audit, InstantSource clock) {
    return new ManageQuarantine(records, policy, audit, clock);
  }

  @Produces
  @Singleton
  WatchQuarantine watch(
      QuarantineRecords records,
      QuarantinePolicy policy,
      ServicePolicy service,
      AttestSignals signals,
      InstantSource clock) {
    return new WatchQuarantine(records, policy, service.interval(), signals, clock);
  }

  @Produces
  @Singleton
  HookCalls calls(Vertx vertx, InstantSource clock) {
    return new HookAdapters(vertx, System.getenv(), clock);
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

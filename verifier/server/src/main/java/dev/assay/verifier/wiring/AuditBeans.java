package dev.assay.verifier.wiring;

import dev.assay.verifier.service.AuditRecords;
import dev.assay.verifier.service.CheckpointKey;
import dev.assay.verifier.service.SignCheckpoints;
import dev.assay.verifier.service.ViewAudit;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;

/// What reads and signs the audit log.
final class AuditBeans {

  /// Makes them at the start, so that a key that can't be used stops it.
  void ready(@Observes StartupEvent start, SignCheckpoints checkpoints) {}

  @Produces
  @Singleton
  ViewAudit view(AuditRecords records) {
    return new ViewAudit(records);
  }

  @Produces
  @Singleton
  CheckpointKey key(AssayConfig config, SecureRandom random) {
    return FileCheckpointKey.open(config.data(), config.auditKey(), random);
  }

  @Produces
  @Singleton
  SignCheckpoints checkpoints(
      AuditRecords records, CheckpointKey key, AssayConfig config, InstantSource clock) {
    if (config.auditCheckpointEntries() < 1) {
      throw new StartupFailure(
          "ASSAY_AUDIT_CHECKPOINT_ENTRIES is less than 1. Set it to 1 or more.");
    }
    return new SignCheckpoints(records, key, config.auditCheckpointEntries(), clock);
  }
}

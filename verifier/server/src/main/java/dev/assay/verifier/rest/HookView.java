package dev.assay.verifier.rest;

import dev.assay.verifier.service.hooks.HookDescription;
import dev.assay.verifier.service.hooks.HookRecords.HookStatus;
import java.time.Instant;
import java.util.Optional;

/// A hook and how it does.
///
/// @param origin FILE or API: where it is configured
/// @param description as it was written down; of secrets only where they lie
/// @param failures in a row
/// @param closedUntil nothing is sent before, because of them
/// @param pending deliveries on their way
/// @param dead deliveries that were given up
/// @param dryRun deliveries that a dry run kept back
public record HookView(
    String name,
    String origin,
    boolean paused,
    HookDescription description,
    int failures,
    Optional<Instant> closedUntil,
    String lastError,
    Optional<Instant> lastDeliveredAt,
    int pending,
    int dead,
    int dryRun) {

  static HookView of(HookStatus status) {
    return new HookView(
        status.hook().name(),
        status.hook().origin().name(),
        status.hook().paused(),
        HookDescription.of(status.hook()),
        status.failures(),
        status.closedUntil(),
        status.lastError(),
        status.lastDeliveredAt(),
        status.pending(),
        status.dead(),
        status.dryRun());
  }
}

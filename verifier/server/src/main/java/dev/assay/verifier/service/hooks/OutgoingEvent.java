package dev.assay.verifier.service.hooks;

import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.quarantine.EventKind;
import java.time.Instant;
import java.util.Optional;

/// An event as it is told, the same bytes each time.
///
/// @param cursor its place in the one order of events
/// @param id the idempotency key: the same however often it is sent
/// @param body a CloudEvent in JSON
public record OutgoingEvent(
    long cursor, String id, Instant at, EventKind kind, Optional<MachineId> machine, String body) {}

package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import java.time.Instant;
import java.time.InstantSource;

/// Asks a machine to attest now, through whichever verifier holds its stream. A machine without a
/// stream attests as soon as it opens one.
public final class AttestNow {
  private final MachineRecords machines;
  private final AttestSignals signals;
  private final LiveStreams streams;
  private final AuditLog audit;
  private final InstantSource clock;

  public AttestNow(
      MachineRecords machines,
      AttestSignals signals,
      LiveStreams streams,
      AuditLog audit,
      InstantSource clock) {
    this.machines = machines;
    this.signals = signals;
    this.streams = streams;
    this.audit = audit;
    this.clock = clock;
  }

  /// The request was passed on.
  ///
  /// @param connected whether this very verifier holds the machine's stream
  public record Requested(Instant requestedAt, boolean connected) {}

  /// NOT_FOUND: no such machine; CONFLICT: it may not attest.
  public Outcome<Requested> request(MachineId id, Principal by) {
    var machine = machines.find(id);
    if (machine.isEmpty()) {
      return declined(Decline.NOT_FOUND, ViewFleet.NO_MACHINE);
    }
    if (!machine.get().state().mayAttest()) {
      return declined(
          Decline.CONFLICT, "The machine is " + machine.get().state() + " and attests no more.");
    }
    // The signal is of the transaction too: it is heard when the entry stands.
    audit.doneAndRecorded(
        Act.by(by, ActKind.ATTESTATION_ASKED, Act.machine(id)), () -> signals.ask(id));
    return done(new Requested(clock.instant(), streams.holds(id)));
  }
}

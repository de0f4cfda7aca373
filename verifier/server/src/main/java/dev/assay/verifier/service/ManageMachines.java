package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;

import dev.assay.appraisal.tpm.TpmName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// A person's decisions on a machine: approve it under a board model, give it another schedule,
/// retire it.
public final class ManageMachines {
  private final MachineRecords machines;
  private final ViewFleet fleet;
  private final AttestSignals signals;
  private final AuditLog audit;
  private final InstantSource clock;

  public ManageMachines(
      MachineRecords machines,
      ViewFleet fleet,
      AttestSignals signals,
      AuditLog audit,
      InstantSource clock) {
    this.machines = machines;
    this.fleet = fleet;
    this.signals = signals;
    this.audit = audit;
    this.clock = clock;
  }

  /// Makes a machine ACTIVE under the model that the person confirms; also changes the model of an
  /// ACTIVE one, or agrees to its new key. NOT_FOUND: no such machine; CONFLICT: it is retired, or
  /// the decision needs a flag that was not given.
  public Outcome<MachineView> approve(ApproveMachine request, Principal by) {
    var found = machines.find(request.id());
    if (found.isEmpty()) {
      return declined(Decline.NOT_FOUND, ViewFleet.NO_MACHINE);
    }
    var machine = found.get();
    var obstacle = obstacle(machine, request);
    if (obstacle.isPresent()) {
      return declined(Decline.CONFLICT, obstacle.get());
    }
    var newKey = newKey(machine, request);
    var approval = new Approval(by.name(), clock.instant());
    boolean approved =
        audit.recorded(
            act(machine, request, by),
            () -> machines.approve(machine, request.model(), newKey, approval));
    if (!approved) {
      return declined(
          Decline.CONFLICT,
          "The machine changed while you decided. Look at it again, then approve.");
    }
    if (newKey.isPresent()) {
      signals.dismiss(machine.id());
    } else {
      signals.ask(machine.id());
    }
    return fleet.machine(machine.id());
  }

  // With what the person knew better than the machine's record did.
  private static Act act(Machine machine, ApproveMachine request, Principal by) {
    var act =
        Act.by(by, ActKind.MACHINE_APPROVED, Act.machine(machine.id()))
            .with("model", request.model().name())
            .with("akName", machine.ak().name().toHex());
    if (machine.ekStanding() instanceof EkStanding.Absent) {
      act = act.with("acceptUnverifiedEk", "true");
    }
    if (request.acceptReplacedTpm()) {
      act = act.with("acceptReplacedTpm", "true");
    }
    var newKey = newKey(machine, request);
    return newKey.isPresent() ? act.with("newAkName", newKey.get().toHex()) : act;
  }

  private Optional<String> obstacle(Machine machine, ApproveMachine request) {
    if (!machine.state().mayAttest()) {
      return Optional.of("The machine is " + machine.state() + "; its TPM stays refused.");
    }
    boolean shipped = machine.manifest().filter(OnManifest::byHash).isPresent();
    if (machine.ekStanding() instanceof EkStanding.Absent
        && !shipped
        && !request.acceptUnverifiedEk()) {
      return Optional.of(
          "No EK certificate vouches for this TPM. Compare its id with the shipment, then approve"
              + " with acceptUnverifiedEk.");
    }
    if (machine.keyChange().isPresent()
        && machine.state() == MachineState.PENDING
        && !request.acceptNewKey()) {
      return Optional.of(
          "The machine's TPM proved another attestation key since it enrolled. If the agent was"
              + " installed anew, approve with acceptNewKey.");
    }
    if (request.acceptReplacedTpm()) {
      return Optional.empty();
    }
    return sameSerial(machine)
        .map(
            other ->
                "Machine "
                    + other.brief()
                    + " has the same board or chassis serial and another TPM. Retire it, or approve"
                    + " with acceptReplacedTpm.");
  }

  private Optional<MachineId> sameSerial(Machine machine) {
    return machine.sameSerialAs().or(() -> machines.activeWithSerial(machine.host(), machine.id()));
  }

  private static Optional<TpmName> newKey(Machine machine, ApproveMachine request) {
    return machine.keyChange().filter(_ -> request.acceptNewKey()).map(KeyChange::akName);
  }

  /// Takes a machine out of service; its EK stays refused. NOT_FOUND: no such machine in service.
  public Outcome<MachineView> retire(MachineId id, Principal by) {
    var act = Act.by(by, ActKind.MACHINE_RETIRED, Act.machine(id));
    var decision = new Approval(by.name(), clock.instant());
    if (!audit.recorded(act, () -> machines.retire(id, decision))) {
      return declined(Decline.NOT_FOUND, "No machine of this id is in service.");
    }
    signals.dismiss(id);
    return fleet.machine(id);
  }

  /// Gives a machine its own schedule. INVALID: shorter than a second or longer than 7 days;
  /// NOT_FOUND: no such machine.
  public Outcome<MachineView> interval(MachineId id, Duration interval, Principal by) {
    if (!ServicePolicy.sensible(interval)) {
      return declined(Decline.INVALID, "An interval is 1 to 604,800 seconds.");
    }
    var act =
        Act.by(by, ActKind.INTERVAL_SET, Act.machine(id))
            .with("seconds", Long.toString(interval.toSeconds()));
    if (!audit.recorded(act, () -> machines.interval(id, interval))) {
      return declined(Decline.NOT_FOUND, ViewFleet.NO_MACHINE);
    }
    signals.ask(id);
    return fleet.machine(id);
  }
}

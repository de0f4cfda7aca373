package dev.assay.verifier.service.quarantine;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import dev.assay.verifier.service.Act;
import dev.assay.verifier.service.ActKind;
import dev.assay.verifier.service.AuditLog;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.Decline;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.Outcome;
import dev.assay.verifier.service.Principal;
import dev.assay.verifier.service.Text;
import dev.assay.verifier.service.quarantine.QuarantinePolicies.Applied;
import dev.assay.verifier.service.quarantine.QuarantineRecords.Entry;
import dev.assay.verifier.service.quarantine.QuarantineRecords.Episode;
import dev.assay.verifier.service.quarantine.QuarantineRecords.Placed;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a person may see and do about quarantine. Every act has a reason, in the person's words.
public final class ManageQuarantine {
  private static final int LONGEST_REASON = 500;

  private final QuarantineRecords records;
  private final QuarantinePolicies policies;
  private final BlastRadius radius;
  private final AuditLog audit;
  private final InstantSource clock;

  public ManageQuarantine(
      QuarantineRecords records,
      QuarantinePolicies policies,
      BlastRadius radius,
      AuditLog audit,
      InstantSource clock) {
    this.records = records;
    this.policies = policies;
    this.radius = radius;
    this.audit = audit;
    this.clock = clock;
  }

  /// Who is out, and why further machines are held.
  ///
  /// @param mode the one of machines that no rule is for
  public record Overview(Mode mode, List<Entry> machines, List<Episode> episodes) {
    public Overview {
      machines = List.copyOf(machines);
      episodes = List.copyOf(episodes);
    }
  }

  /// What a person's decision on many machines came to.
  ///
  /// @param released who was let back
  /// @param remaining who is still out: something speaks against them, or a person put them there
  public record Resumed(List<MachineId> released, List<MachineId> remaining) {
    public Resumed {
      released = List.copyOf(released);
      remaining = List.copyOf(remaining);
    }
  }

  public Overview overview() {
    return new Overview(
        policies.standard().mode(), records.list(Optional.empty()), records.episodes());
  }

  /// What leads to quarantine, for whom.
  public QuarantinePolicies policies() {
    return policies;
  }

  /// How many machines the rules may quarantine.
  public BlastRadius radius() {
    return radius;
  }

  /// A machine and the policy that is in force for it.
  public record Ruled(Placed machine, Applied applied) {}

  /// NOT_FOUND: no such machine.
  public Outcome<Ruled> ruled(MachineId machine) {
    return records.placed(machine).then(placed -> done(new Ruled(placed, applied(placed))));
  }

  private Applied applied(Placed placed) {
    return policies.of(placed.model(), placed.role());
  }

  /// Where a machine stands; empty where that is NONE.
  public Optional<Entry> of(MachineId machine) {
    return records.list(Optional.of(machine)).stream().findFirst();
  }

  /// Where all machines stand that are in any state but NONE, as far as that is for real: what the
  /// rules only would have done is no state of a machine.
  public Map<MachineId, QuarantineState> states() {
    return records.list(Optional.empty()).stream()
        .filter(entry -> entry.quarantine().mode() == Mode.ACT)
        .collect(Collectors.toMap(Entry::machine, entry -> entry.quarantine().state()));
  }

  /// INVALID: the reason; NOT_FOUND: no such machine; CONFLICT: it is QUARANTINED.
  public Outcome<Quarantine> add(MachineId machine, String reason, Principal by) {
    return written(reason)
        .then(
            words ->
                decided(
                    act(by, ActKind.MACHINE_QUARANTINED, machine, words),
                    machine,
                    _ -> new Occurrence.Added(by.name(), words)));
  }

  /// INVALID: the reason; NOT_FOUND: no such machine; CONFLICT: it is not HELD.
  public Outcome<Quarantine> approve(MachineId machine, String reason, Principal by) {
    return written(reason)
        .then(
            words ->
                decided(
                    act(by, ActKind.MACHINE_QUARANTINED, machine, words).with("was", "HELD"),
                    machine,
                    _ -> new Occurrence.Approved(by.name(), words)));
  }

  /// INVALID: the reason; NOT_FOUND: no such machine; CONFLICT: it is not out, or its latest
  /// appraisal speaks against it and `acceptUntrusted` was not given.
  public Outcome<Quarantine> release(
      MachineId machine, String reason, boolean acceptUntrusted, Principal by) {
    return written(reason)
        .then(
            words ->
                decided(
                    act(by, ActKind.MACHINE_RELEASED, machine, words)
                        .with("acceptUntrusted", Boolean.toString(acceptUntrusted)),
                    machine,
                    latest -> new Occurrence.Released(by.name(), words, acceptUntrusted, latest)));
  }

  private Act act(Principal by, ActKind kind, MachineId machine, String reason) {
    return Act.by(by, kind, Act.machine(machine))
        .because(Optional.of(reason))
        .with("mode", mode(machine).name());
  }

  private Mode mode(MachineId machine) {
    return records.placed(machine) instanceof Outcome.Done<Placed>(var placed)
        ? applied(placed).policy().mode()
        : policies.standard().mode();
  }

  /// Decides and tells of it, or does neither.
  private Outcome<Quarantine> decided(
      Act act, MachineId machine, Function<Optional<Cause>, Occurrence> occurrence) {
    var outcome = new AtomicReference<Outcome<Quarantine>>();
    audit.recorded(
        act,
        () -> {
          outcome.set(records.decide(machine, occurrence, clock.instant()));
          return outcome.get() instanceof Outcome.Done;
        });
    return Objects.requireNonNull(outcome.get());
  }

  /// Lets back whoever the rules took out and nothing speaks against any more: of a board model, or
  /// of the whole fleet. INVALID: the reason.
  public Outcome<Resumed> resume(Optional<BoardModel> model, String reason, Principal by) {
    return written(reason).then(words -> done(resumeAll(model, words, by)));
  }

  private Resumed resumeAll(Optional<BoardModel> model, String reason, Principal by) {
    var released = new ArrayList<MachineId>();
    var remaining = new ArrayList<MachineId>();
    for (var machine : records.out(model)) {
      boolean back =
          audit.recorded(
              act(by, ActKind.MACHINE_RELEASED, machine, reason),
              () ->
                  !isOut(
                      records.decide(
                          machine,
                          latest -> new Occurrence.Resumed(by.name(), reason, latest),
                          clock.instant())));
      (back ? released : remaining).add(machine);
    }
    return new Resumed(released, remaining);
  }

  private static boolean isOut(Outcome<Quarantine> outcome) {
    return outcome instanceof Outcome.Done<Quarantine>(var after)
        && (after.state() == QuarantineState.HELD || after.state() == QuarantineState.QUARANTINED);
  }

  private static Outcome<String> written(String reason) {
    return Text.written(reason, LONGEST_REASON)
        .<Outcome<String>>map(Outcome::done)
        .orElseGet(
            () -> declined(Decline.INVALID, "A reason is given in 1 to 500 printable characters."));
  }
}

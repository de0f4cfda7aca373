package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import dev.assay.appraisal.codec.Bytes;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Shows machines, their verdicts and how fresh those are. Changes nothing.
public final class ViewFleet {
  static final String NO_MACHINE = "No machine of this id is enrolled.";
  private static final int LONGEST_HISTORY = 1_000;

  private final MachineRecords machines;
  private final AppraisalRecords appraisals;
  private final InventoryRecords inventories;
  private final ServicePolicy policy;
  private final InstantSource clock;

  public ViewFleet(
      MachineRecords machines,
      AppraisalRecords appraisals,
      InventoryRecords inventories,
      ServicePolicy policy,
      InstantSource clock) {
    this.machines = machines;
    this.appraisals = appraisals;
    this.inventories = inventories;
    this.policy = policy;
    this.clock = clock;
  }

  /// Machines in the order of host name, then id.
  ///
  /// @param next the machine after which the next page begins; empty where this is the last
  public record Page(List<MachineView> machines, Optional<MachineId> next) {
    public Page {
      machines = List.copyOf(machines);
    }
  }

  /// A page of the machines that match.
  ///
  /// @param after the page begins behind this machine; empty for the first
  public Page machines(MachineFilter filter, Optional<MachineId> after, int limit) {
    var now = clock.instant();
    var found = machines.list(filter, after, limit + 1);
    var page = found.stream().limit(limit).toList();
    return new Page(
        page.stream().map(machine -> MachineView.of(machine, policy, now)).toList(),
        found.size() > limit ? Optional.of(page.getLast().id()) : Optional.empty());
  }

  /// NOT_FOUND: no such machine.
  public Outcome<MachineView> machine(MachineId id) {
    return find(id)
        .<Outcome<MachineView>>map(Outcome::done)
        .orElseGet(() -> declined(Decline.NOT_FOUND, NO_MACHINE));
  }

  Optional<MachineView> find(MachineId id) {
    return machines.find(id).map(machine -> MachineView.of(machine, policy, clock.instant()));
  }

  /// The latest first, at most 1,000. INVALID: the limit is not positive; NOT_FOUND: no such
  /// machine.
  public Outcome<List<RecordedAppraisal>> appraisals(MachineId id, int limit) {
    if (limit < 1) {
      return declined(Decline.INVALID, "A limit is 1 or more.");
    }
    return machine(id).then(_ -> done(appraisals.history(id, Math.min(limit, LONGEST_HISTORY))));
  }

  /// The event log of the machine's latest appraisal, byte for byte. NOT_FOUND: there is none.
  public Outcome<Bytes> log(MachineId id) {
    return machine(id)
        .then(
            view ->
                view.machine()
                    .latest()
                    .flatMap(Standing::logSha256)
                    .flatMap(appraisals::log)
                    .<Outcome<Bytes>>map(Outcome::done)
                    .orElseGet(
                        () ->
                            declined(
                                Decline.NOT_FOUND,
                                "The machine's latest appraisal has no event log.")));
  }

  /// The components that the machine last reported. NOT_FOUND: there is no such machine, or it
  /// reported none.
  public Outcome<ReportedInventory> inventory(MachineId id) {
    return machine(id)
        .then(
            _ ->
                inventories
                    .find(id)
                    .<Outcome<ReportedInventory>>map(Outcome::done)
                    .orElseGet(
                        () ->
                            declined(
                                Decline.NOT_FOUND, "The machine has reported no components yet.")));
  }
}

package dev.assay.verifier.service.hooks;

import dev.assay.verifier.service.IssueResults;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.OnManifest;
import dev.assay.verifier.service.Outcome;
import dev.assay.verifier.service.ViewFleet;
import java.util.Optional;

/// Machines as the records have them.
public final class EnrolledMachines implements MachinesOfEvents {
  private final ViewFleet fleet;
  private final IssueResults results;

  public EnrolledMachines(ViewFleet fleet, IssueResults results) {
    this.fleet = fleet;
    this.results = results;
  }

  @Override
  public Optional<String> result(MachineId id) {
    return ifAny(results.of(id));
  }

  @Override
  public Optional<String> chassisSerial(MachineId id) {
    return ifAny(fleet.machine(id))
        .flatMap(view -> view.machine().manifest())
        .flatMap(OnManifest::chassisSerial);
  }

  private static <T> Optional<T> ifAny(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(var value) -> Optional.of(value);
      case Outcome.Declined<T> _ -> Optional.empty();
    };
  }
}

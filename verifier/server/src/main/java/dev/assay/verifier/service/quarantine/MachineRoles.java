package dev.assay.verifier.service.quarantine;

import dev.assay.verifier.service.MachineId;
import java.util.Optional;

/// The role that people gave a machine, which policies may go by. Never what the machine says.
@FunctionalInterface
public interface MachineRoles {
  /// Empty where it has none.
  Optional<String> roleOf(MachineId machine);
}

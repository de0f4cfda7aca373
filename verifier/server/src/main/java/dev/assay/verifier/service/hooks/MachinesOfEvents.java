package dev.assay.verifier.service.hooks;

import dev.assay.verifier.service.MachineId;
import java.util.Optional;

/// What a call to a receiver may say of the machine that its event is about. Read when the call is
/// made, so that it is fresh however long the event waited.
public interface MachinesOfEvents {

  /// The machine's signed attestation result; empty where it is no longer enrolled.
  Optional<String> result(MachineId id);

  /// Its chassis' serial number by the manifest of its shipment, not by its own word.
  Optional<String> chassisSerial(MachineId id);
}

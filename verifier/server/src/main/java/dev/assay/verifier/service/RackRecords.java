package dev.assay.verifier.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where it is kept which machine is in which rack.
public interface RackRecords {

  /// Sets the racks of all these machines, or of none; an empty one takes a machine out of its
  /// rack.
  ///
  /// @return a machine that is not known, where there is one; nothing changed then
  Optional<MachineId> set(Map<MachineId, Optional<Rack>> racks);

  /// By name.
  List<Summary> list();

  /// A rack.
  ///
  /// @param machines how many are in it that are in service
  /// @param quarantined how many of them are QUARANTINED, for real
  record Summary(Rack rack, int machines, int quarantined) {}
}

package dev.assay.verifier.service;

import dev.assay.appraisal.tpm.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Where the machines' inventories are kept: for each machine the latest, and the one that it was
/// approved with.
public interface InventoryRecords {

  /// The digest of the latest, where there is one.
  Optional<Digest> digest(MachineId id);

  /// The latest.
  Optional<ReportedInventory> find(MachineId id);

  /// Makes an inventory the machine's latest.
  ///
  /// @param difference says how it differs from the approved one, which stays that until all is
  ///   kept
  void keep(
      MachineId id,
      SentInventory sent,
      Function<Inventory, List<RecordedFinding>> difference,
      Instant at);
}

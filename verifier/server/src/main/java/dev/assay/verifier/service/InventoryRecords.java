package dev.assay.verifier.service;

import dev.assay.appraisal.tpm.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Where the machines' inventories are kept: for each machine the latest, and the one that it was
/// approved with.
public interface InventoryRecords {

  /// The digest of the latest, where there is one.
  Optional<Digest> digest(MachineId id);

  /// The latest.
  Optional<ReportedInventory> find(MachineId id);

  /// What the machine is counted by among its siblings ([ComponentKinds]); none where it reported
  /// nothing.
  Set<String> kinds(MachineId id);

  /// On how many ACTIVE machines of a model each kind of component is.
  Map<String, Integer> kindsOfSiblings(BoardModel model);

  /// Makes an inventory the machine's latest.
  ///
  /// @param difference says how it differs from the approved one, which stays that until all is
  ///   kept
  /// @param kinds what the machine is counted by from now on
  void keep(
      MachineId id,
      SentInventory sent,
      Set<String> kinds,
      Function<Inventory, List<RecordedFinding>> difference,
      Instant at);
}

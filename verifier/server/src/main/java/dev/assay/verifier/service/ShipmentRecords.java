package dev.assay.verifier.service;

import java.util.List;

/// Where the manifests of shipments are kept.
public interface ShipmentRecords {

  /// Adds all lines, or none. A line that is known already changes nothing.
  Import add(List<ManifestLine> lines, Approval by);

  /// The latest first.
  List<ShipmentSummary> list();

  /// What came of it.
  sealed interface Import {
    /// All of it is known now.
    ///
    /// @param lines how many were new
    /// @param activated the waiting machines that became ACTIVE
    record Added(int lines, List<MachineId> activated) implements Import {
      public Added {
        activated = List.copyOf(activated);
      }
    }

    /// A line says of an EK otherwise than what was imported before; nothing was kept.
    record Contradicted(int line, String known) implements Import {}
  }
}

package dev.assay.verifier.service;

import dev.assay.appraisal.tpm.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a machine last reported of its components, with authentic evidence.
///
/// @param sha256 of the inventory as it was sent
/// @param since when it was first reported as it is now
/// @param approved what was reported when a person last approved the machine; empty where nothing
///   was
/// @param findings how it differs from that
public record ReportedInventory(
    Digest sha256,
    Inventory inventory,
    Instant since,
    Optional<Inventory> approved,
    List<RecordedFinding> findings) {

  public ReportedInventory {
    findings = List.copyOf(findings);
  }
}

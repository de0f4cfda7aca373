package dev.assay.verifier.service;

import dev.assay.appraisal.golden.Difference;
import dev.assay.appraisal.golden.GoldenSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A golden set with its history.
///
/// @param set the reference values
/// @param undecided whether siblings differ where no rule explains it; approval then needs a reason
/// @param differences what differed between the siblings of this layer
/// @param from the machines it was learned from
/// @param note reasons that people gave, one sentence each
public record GoldenRecord(
    GoldenSet set,
    GoldenState state,
    boolean undecided,
    List<Difference> differences,
    List<MachineId> from,
    String createdBy,
    Instant createdAt,
    Optional<Approval> approval,
    String note) {

  public GoldenRecord {
    differences = List.copyOf(differences);
    from = List.copyOf(from);
  }

  public String id() {
    return set.id();
  }
}

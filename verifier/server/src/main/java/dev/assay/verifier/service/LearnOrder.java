package dev.assay.verifier.service;

import dev.assay.appraisal.golden.Quorum;
import java.util.List;
import java.util.Optional;

/// What to learn golden sets from.
///
/// @param from machines of the model; none for all that are ACTIVE and have a boot whose log
///   explained its PCRs
/// @param quorum how many of them must show a value
/// @param firmwareVersion which cohort; empty for the one that most of them are of
/// @param singleMachineReason why one machine alone is enough
public record LearnOrder(
    BoardModel model,
    List<MachineId> from,
    Quorum quorum,
    Optional<String> firmwareVersion,
    Optional<String> singleMachineReason) {
  public LearnOrder {
    from = from.stream().distinct().toList();
  }

  /// By a majority of the most common firmware version.
  public LearnOrder(BoardModel model, List<MachineId> from, Optional<String> singleMachineReason) {
    this(model, from, Quorum.MAJORITY, Optional.empty(), singleMachineReason);
  }
}

package dev.assay.verifier.service;

import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.golden.Proposal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A golden set with its history.
///
/// @param stored the reference values, with proposal and signatures
/// @param undecided whether siblings differ where no rule explains it; putting it forward then
///   needs a reason
/// @param learning what the siblings showed in this layer
/// @param from the machines it was learned from; none where it came as a file
/// @param steps its life, the oldest first; one at least
/// @param endsAt when its window ends, where it is in force beside a newer one
/// @param share what percentage of the model's machines it is meant for, during its rollout
public record GoldenRecord(
    StoredGolden stored,
    GoldenState state,
    boolean undecided,
    Learning learning,
    List<MachineId> from,
    List<GoldenStep> steps,
    Optional<Instant> endsAt,
    Optional<Integer> share) {

  public GoldenRecord {
    from = List.copyOf(from);
    steps = List.copyOf(steps);
  }

  public String id() {
    return set().id();
  }

  public GoldenSet set() {
    return stored.set();
  }

  public Optional<Proposal> proposal() {
    return stored.proposal();
  }

  /// Whose machines are held to it.
  public GoldenSubject subject() {
    return GoldenSubject.of(set());
  }

  /// How it began.
  public GoldenStep made() {
    return steps.getFirst();
  }
}

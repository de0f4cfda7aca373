package dev.assay.verifier.service.figures;

import dev.assay.appraisal.Verdict;
import dev.assay.verifier.service.Freshness;
import dev.assay.verifier.service.GoldenState;
import dev.assay.verifier.service.MachineState;
import dev.assay.verifier.service.quarantine.QuarantineState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The fleet in numbers, as the database had it at one moment.
///
/// @param at that moment, by this verifier's clock
/// @param machines the ACTIVE ones; combinations that no machine has are left out
/// @param states how many machines have which state; those that none has are left out
/// @param oldestPending since when the machine waits that has waited longest for approval
/// @param keyChanges machines whose new attestation key waits for a person
/// @param latestAppraisal when evidence of any machine was last recorded
/// @param goldenSets how many golden sets have which state; those that none has are left out
/// @param windowEnds by board model, when the next set in force goes out of force
/// @param spent by board model, how many machines the rules quarantined within the window
/// @param episodes how many times a budget was used up and machines are HELD for it still
/// @param databaseAhead how far the database's clock is ahead of this verifier's; negative: behind
public record FleetFigures(
    Instant at,
    List<Alike> machines,
    Map<MachineState, Long> states,
    Optional<Instant> oldestPending,
    long keyChanges,
    Optional<Instant> latestAppraisal,
    Map<GoldenState, Long> goldenSets,
    Map<String, Instant> windowEnds,
    Map<String, Integer> spent,
    long episodes,
    List<OfHook> hooks,
    Duration databaseAhead) {

  public FleetFigures {
    machines = List.copyOf(machines);
    states = Map.copyOf(states);
    goldenSets = Map.copyOf(goldenSets);
    windowEnds = Map.copyOf(windowEnds);
    spent = Map.copyOf(spent);
    hooks = List.copyOf(hooks);
  }

  /// ACTIVE machines that are alike in all of this.
  ///
  /// @param model the board model's name
  /// @param count how many there are
  public record Alike(
      String model, Verdict verdict, Freshness freshness, QuarantineState quarantine, long count) {}

  /// What waits for one hook.
  ///
  /// @param closed whether it failed so often that nothing is sent for a while
  /// @param pending deliveries that are still to be made
  /// @param oldestPending when the oldest of them was made
  /// @param oldestDue since when the one that is due longest could have been sent
  /// @param dead deliveries that were given up
  public record OfHook(
      String name,
      boolean paused,
      boolean closed,
      long pending,
      Optional<Instant> oldestPending,
      Optional<Instant> oldestDue,
      long dead) {}
}

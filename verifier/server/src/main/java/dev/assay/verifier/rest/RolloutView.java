package dev.assay.verifier.rest;

import dev.assay.verifier.service.ViewRollout.Laggard;
import dev.assay.verifier.service.ViewRollout.Reached;
import dev.assay.verifier.service.ViewRollout.Rollout;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How far a model's machines are on their way to its newest firmware.
///
/// @param machines how many are ACTIVE
/// @param sets the firmware sets in force, the newest first
/// @param laggards the machines whose last good boot did not match the newest
public record RolloutView(int machines, List<ReachedView> sets, List<LaggardView> laggards) {

  /// A set and how many machines are on it.
  ///
  /// @param share the percentage of the machines that it is meant for
  /// @param beyondShare whether more are on it
  public record ReachedView(
      String goldenSet,
      String firmwareVersion,
      Optional<Instant> endsAt,
      Optional<Integer> share,
      boolean beyondShare,
      int machines) {
    static ReachedView of(Reached set, int all) {
      return new ReachedView(
          set.goldenSet(),
          set.firmwareVersion(),
          set.endsAt(),
          set.share(),
          set.beyondShare(all),
          set.machines());
    }
  }

  /// A machine that has not come along.
  ///
  /// @param goldenSet the set that it is on, where it is on one
  public record LaggardView(String machine, String name, Optional<String> goldenSet) {
    static LaggardView of(Laggard laggard) {
      return new LaggardView(laggard.machine().toHex(), laggard.name(), laggard.goldenSet());
    }
  }

  static RolloutView of(Rollout rollout) {
    return new RolloutView(
        rollout.machines(),
        rollout.sets().stream().map(set -> ReachedView.of(set, rollout.machines())).toList(),
        rollout.laggards().stream().map(LaggardView::of).toList());
  }
}

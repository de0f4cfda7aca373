package dev.assay.verifier.service.quarantine;

import java.time.Duration;

/// How many machines the rules may quarantine within a window: of the fleet, and of one board
/// model. Of both limits of a budget the lower one holds, but one machine always may be.
///
/// @param window the time that counts, up to now
public record BlastRadius(Duration window, Budget fleet, Budget model) {

  public static final BlastRadius SAFE =
      new BlastRadius(Duration.ofHours(1), new Budget(10, 5), new Budget(5, 10));

  /// How many are too many.
  ///
  /// @param count machines
  /// @param percent of the active machines
  public record Budget(int count, int percent) {
    public Budget {
      if (count < 1 || percent < 1 || percent > 100) {
        throw new IllegalArgumentException(
            "A budget is at least one machine, and 1 to 100 percent of them");
      }
    }

    /// How many of so many active machines.
    int of(int active) {
      return Math.max(1, Math.min(count, (int) ((long) active * percent / 100)));
    }
  }

  /// How many are active and how many were quarantined in the window.
  ///
  /// @param model the board model's name
  public record Spent(
      String model, int fleetActive, int fleetSpent, int modelActive, int modelSpent) {}

  /// Whether one more may be.
  public Room room(Spent spent) {
    int ofModel = model.of(spent.modelActive());
    if (spent.modelSpent() >= ofModel) {
      return new Room.Exceeded("model " + spent.model(), spent.modelSpent(), ofModel);
    }
    int ofFleet = fleet.of(spent.fleetActive());
    return spent.fleetSpent() >= ofFleet
        ? new Room.Exceeded("fleet", spent.fleetSpent(), ofFleet)
        : new Room.Within();
  }
}

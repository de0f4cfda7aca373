package dev.assay.verifier.service.quarantine;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// How many machines the rules may quarantine within a window: of the fleet, of one board model,
/// and of one rack. Of both limits of a budget the lower one holds, but one machine always may be.
///
/// @param window the time that counts, up to now
/// @param rack of machines whose rack people told; others are in none
public record BlastRadius(Duration window, Budget fleet, Budget model, Budget rack) {

  public static final BlastRadius SAFE =
      new BlastRadius(Duration.ofHours(1), new Budget(10, 5), new Budget(5, 10), new Budget(4, 25));

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
    public int of(int active) {
      return Math.max(1, Math.min(count, (int) ((long) active * percent / 100)));
    }

    private Optional<Room> exceeded(Scope scope, Count count) {
      int most = of(count.active());
      return count.spent() < most
          ? Optional.empty()
          : Optional.of(new Room.Exceeded(scope, count.spent(), most));
    }
  }

  /// How many are active and how many were quarantined in the window.
  public record Count(int active, int spent) {}

  /// What is spent of the budgets that a machine belongs to.
  public record Spent(Count fleet, InScope model, Optional<InScope> rack) {}

  /// What is spent of a budget that is of some machines.
  ///
  /// @param name the board model's or the rack's
  public record InScope(String name, Count count) {}

  /// Whether one more may be. Of several budgets that are used up the widest is named: a person
  /// wants to know how far it reaches.
  public Room room(Spent spent) {
    return Stream.of(
            fleet.exceeded(new Scope.Fleet(), spent.fleet()),
            model.exceeded(new Scope.Model(spent.model().name()), spent.model().count()),
            spent.rack().flatMap(its -> rack.exceeded(new Scope.Rack(its.name()), its.count())))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(Room.Within::new);
  }
}

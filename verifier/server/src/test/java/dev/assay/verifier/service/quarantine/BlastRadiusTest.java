package dev.assay.verifier.service.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.service.quarantine.BlastRadius.Budget;
import dev.assay.verifier.service.quarantine.BlastRadius.Count;
import dev.assay.verifier.service.quarantine.BlastRadius.InScope;
import dev.assay.verifier.service.quarantine.BlastRadius.Spent;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlastRadiusTest {
  private static final BlastRadius RADIUS =
      new BlastRadius(Duration.ofHours(1), new Budget(10, 5), new Budget(5, 10), new Budget(2, 25));

  private static Spent spent(Count fleet, Count model) {
    return new Spent(fleet, new InScope("X", model), Optional.empty());
  }

  private static Spent inRack(Count fleet, Count model, Count rack) {
    return new Spent(fleet, new InScope("X", model), Optional.of(new InScope("R1", rack)));
  }

  private static Count count(int active, int spent) {
    return new Count(active, spent);
  }

  private static Room exceeded(Scope scope, int spent, int limit) {
    return new Room.Exceeded(scope, spent, limit);
  }

  @Test
  void lowerOfCountAndShareHolds() {
    var model = new Scope.Model("X");
    assertThat(RADIUS.room(spent(count(1000, 9), count(30, 2)))).isEqualTo(new Room.Within());
    assertThat(RADIUS.room(spent(count(1000, 3), count(30, 3)))).isEqualTo(exceeded(model, 3, 3));
    assertThat(RADIUS.room(spent(count(1000, 5), count(1000, 5)))).isEqualTo(exceeded(model, 5, 5));
  }

  @Test
  void fleetCountsAcrossModels() {
    var fleet = new Scope.Fleet();
    assertThat(RADIUS.room(spent(count(1000, 10), count(500, 0))))
        .isEqualTo(exceeded(fleet, 10, 10));
    assertThat(RADIUS.room(spent(count(100, 5), count(50, 0)))).isEqualTo(exceeded(fleet, 5, 5));
  }

  @Test
  void oneMachineOfASmallFleetMayBeQuarantined() {
    assertThat(RADIUS.room(inRack(count(3, 0), count(3, 0), count(1, 0))))
        .isEqualTo(new Room.Within());
    assertThat(RADIUS.room(spent(count(3, 1), count(3, 1))))
        .isEqualTo(exceeded(new Scope.Fleet(), 1, 1));
  }

  @Test
  void rackHasABudgetOfItsOwn() {
    var rack = new Scope.Rack("R1");
    assertThat(RADIUS.room(inRack(count(1000, 1), count(100, 1), count(40, 1))))
        .isEqualTo(new Room.Within());
    assertThat(RADIUS.room(inRack(count(1000, 2), count(100, 2), count(40, 2))))
        .isEqualTo(exceeded(rack, 2, 2));
    assertThat(RADIUS.room(inRack(count(1000, 1), count(100, 1), count(4, 1))))
        .isEqualTo(exceeded(rack, 1, 1));
  }

  @Test
  void widestBudgetThatIsUsedUpIsNamed() {
    assertThat(RADIUS.room(inRack(count(1000, 5), count(1000, 5), count(40, 2))))
        .isEqualTo(exceeded(new Scope.Model("X"), 5, 5));
    assertThat(RADIUS.room(inRack(count(1000, 10), count(1000, 5), count(40, 2))))
        .isEqualTo(exceeded(new Scope.Fleet(), 10, 10));
  }
}

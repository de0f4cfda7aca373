package dev.assay.verifier.service.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.service.quarantine.BlastRadius.Budget;
import dev.assay.verifier.service.quarantine.BlastRadius.Spent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BlastRadiusTest {
  private static final BlastRadius RADIUS =
      new BlastRadius(Duration.ofHours(1), new Budget(10, 5), new Budget(5, 10));

  @Test
  void lowerOfCountAndShareHolds() {
    assertThat(RADIUS.room(new Spent("X", 1000, 9, 30, 2))).isEqualTo(new Room.Within());
    assertThat(RADIUS.room(new Spent("X", 1000, 3, 30, 3)))
        .isEqualTo(new Room.Exceeded("model X", 3, 3));
    assertThat(RADIUS.room(new Spent("X", 1000, 5, 1000, 5)))
        .isEqualTo(new Room.Exceeded("model X", 5, 5));
  }

  @Test
  void fleetCountsAcrossModels() {
    assertThat(RADIUS.room(new Spent("X", 1000, 10, 500, 0)))
        .isEqualTo(new Room.Exceeded("fleet", 10, 10));
    assertThat(RADIUS.room(new Spent("X", 100, 5, 50, 0)))
        .isEqualTo(new Room.Exceeded("fleet", 5, 5));
  }

  @Test
  void oneMachineOfASmallFleetMayBeQuarantined() {
    assertThat(RADIUS.room(new Spent("X", 3, 0, 3, 0))).isEqualTo(new Room.Within());
    assertThat(RADIUS.room(new Spent("X", 3, 1, 3, 1)))
        .isEqualTo(new Room.Exceeded("model X", 1, 1));
  }
}

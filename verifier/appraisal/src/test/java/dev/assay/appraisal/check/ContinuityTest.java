package dev.assay.appraisal.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.boot.BootSession;
import dev.assay.appraisal.boot.ReportedBoot;
import dev.assay.appraisal.finding.ClockBehindUptime;
import dev.assay.appraisal.finding.ClockWentBack;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.HostSlept;
import dev.assay.appraisal.finding.ResetCountWentBack;
import dev.assay.appraisal.finding.ResetWithoutReboot;
import dev.assay.appraisal.finding.TpmFirmwareChanged;
import dev.assay.appraisal.tpm.ClockInfo;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// One thing changed between two sound quotes of one boot session, an hour into it.
class ContinuityTest {
  private static final long HOUR = 3_600_000;
  private static final long FIRMWARE = 0x0007_0002_0001_0000L;
  private static final String BOOT = "6f1f0b6c-2f8b-4f3e-9d2a-0c5d6a0a8a11";
  private static final String NEXT_BOOT = "0b0c9d6e-7a4f-4a40-8f0a-3d1c1f7c9b52";
  private static final BootSession LAST = session(9 * HOUR, 7, 0, true, BOOT, HOUR);

  private static BootSession session(
      long clock, long resets, long restarts, boolean safe, String boot, long uptime) {
    return new BootSession(
        new ClockInfo(clock, resets, restarts, safe), FIRMWARE, new ReportedBoot(boot, uptime));
  }

  private static List<Finding> after(BootSession last, BootSession now) {
    return Continuity.findings(Optional.of(last), now);
  }

  @Test
  void theNextQuoteOfASessionIsSound() {
    assertThat(after(LAST, session(9 * HOUR + 1, 7, 0, true, BOOT, HOUR + 1))).isEmpty();
  }

  @Test
  void theFirstQuoteEverIsSound() {
    assertThat(Continuity.findings(Optional.empty(), LAST)).isEmpty();
  }

  @Test
  void aRebootIsSoundHoweverManyResetsItTakes() {
    assertThat(after(LAST, session(9 * HOUR + 1, 8, 0, true, NEXT_BOOT, 1000))).isEmpty();
    assertThat(after(LAST, session(9 * HOUR + 1, 11, 0, true, NEXT_BOOT, 1000))).isEmpty();
  }

  @Test
  void aPowerLossMayPutTheClockBack() {
    assertThat(after(LAST, session(8 * HOUR, 8, 0, false, NEXT_BOOT, 1000))).isEmpty();
    assertThat(after(LAST, session(8 * HOUR, 8, 0, true, NEXT_BOOT, 1000))).isEmpty();
  }

  @Test
  void restartsAreCountedFromZeroAfterAReset() {
    var slept = session(9 * HOUR, 7, 3, true, BOOT, HOUR);

    assertThat(after(slept, session(9 * HOUR + 1, 8, 0, true, NEXT_BOOT, 1000))).isEmpty();
  }

  @Test
  void resetWithoutRebootIsReported() {
    assertThat(after(LAST, session(9 * HOUR + 1, 8, 0, true, BOOT, HOUR + 1)))
        .containsExactly(new ResetWithoutReboot(7, 8));
  }

  @Test
  void fewerResetsThanBeforeAreReported() {
    assertThat(after(LAST, session(9 * HOUR + 1, 6, 0, true, NEXT_BOOT, 1000)))
        .containsExactly(new ResetCountWentBack(7, 6));
  }

  @Test
  void clockThatGoesBackWithinASessionIsReported() {
    var now = session(8 * HOUR, 7, 0, true, BOOT, HOUR + 1);

    assertThat(after(LAST, now)).containsExactly(new ClockWentBack(LAST.clock(), now.clock()));
  }

  @Test
  void restartCountThatGoesBackWithinASessionIsReported() {
    var slept = session(9 * HOUR, 7, 2, true, BOOT, HOUR);
    var now = session(9 * HOUR + 1, 7, 1, true, BOOT, HOUR);

    assertThat(after(slept, now))
        .containsExactly(new ClockWentBack(slept.clock(), now.clock()), new HostSlept(1));
  }

  @Test
  void quotesThatOvertakeEachOtherAreSound() {
    long back = Continuity.OVERTAKING.toMillis();

    assertThat(after(LAST, session(9 * HOUR - back, 7, 0, true, BOOT, HOUR))).isEmpty();
    assertThat(after(LAST, session(9 * HOUR - back - 1, 7, 0, true, BOOT, HOUR))).hasSize(1);
  }

  @Test
  void clockBehindTheHostsUptimeIsReported() {
    assertThat(Continuity.findings(Optional.empty(), session(HOUR, 7, 0, true, BOOT, 2 * HOUR)))
        .containsExactly(new ClockBehindUptime(HOUR, 2 * HOUR));
  }

  @Test
  void slowClockIsSound() {
    assertThat(
            Continuity.findings(Optional.empty(), session(85 * HOUR, 7, 0, true, BOOT, 100 * HOUR)))
        .isEmpty();
  }

  @Test
  void sleepIsReported() {
    assertThat(after(LAST, session(9 * HOUR + 1, 7, 1, true, BOOT, HOUR + 1)))
        .containsExactly(new HostSlept(1));
  }

  @Test
  void otherTpmFirmwareIsReported() {
    var updated = new BootSession(LAST.clock(), FIRMWARE + 1, LAST.boot());

    assertThat(after(LAST, updated))
        .containsExactly(new TpmFirmwareChanged(FIRMWARE, FIRMWARE + 1));
  }

  /// A key outside the endorsement hierarchy: the TPM adds a secret number to its counters.
  @Test
  void hiddenCountersContinueTheSameWay() {
    var last = session(9 * HOUR, 0xFFFF_FFFFL, 0x8123_4567L, true, BOOT, HOUR);

    assertThat(after(last, session(9 * HOUR + 1, 0, 0x8123_4567L, true, NEXT_BOOT, 1000)))
        .isEmpty();
    assertThat(after(last, session(9 * HOUR + 1, 0, 0x8123_4567L, true, BOOT, HOUR)))
        .containsExactly(new ResetWithoutReboot(0xFFFF_FFFFL, 0));
    assertThat(after(last, session(9 * HOUR + 1, 0xFFFF_FFFFL, 0x8123_4566L, true, BOOT, HOUR)))
        .hasOnlyElementsOfType(ClockWentBack.class);
  }

  @Test
  void hostThatSleptIsNotTakenForAnotherOnes() {
    assertThat(Continuity.findings(Optional.empty(), session(HOUR, 7, 1, true, BOOT, 99 * HOUR)))
        .containsExactly(new HostSlept(1));
  }

  @Test
  void uptimeThatIsNotKnownSaysNothing() {
    assertThat(Continuity.findings(Optional.empty(), session(0, 7, 0, true, BOOT, 0))).isEmpty();
  }
}

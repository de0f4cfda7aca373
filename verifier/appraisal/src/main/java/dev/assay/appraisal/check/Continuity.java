package dev.assay.appraisal.check;

import dev.assay.appraisal.boot.BootSession;
import dev.assay.appraisal.finding.ClockBehindUptime;
import dev.assay.appraisal.finding.ClockWentBack;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.HostSlept;
import dev.assay.appraisal.finding.ResetCountWentBack;
import dev.assay.appraisal.finding.ResetWithoutReboot;
import dev.assay.appraisal.finding.TpmFirmwareChanged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Holds a quote's counters against those of the last one under the same key (TPM 2.0 Part 1,
/// "Timing Components").
///
/// Sound, and no finding: a reboot, whatever number of resets it makes; a clock that goes back when
/// the TPM is reset, or was not shut down (`safe` is then NO); a count of restarts that is 0 again
/// after a reset.
public final class Continuity {
  /// Two quotes that were asked for at the same time may arrive in the other order.
  static final Duration OVERTAKING = Duration.ofMinutes(5);

  /// A TPM's clock may run slow by a sixth and more (TPM 2.0 Part 1, "Clock": within 15 %).
  private static final int SLOWEST_PERCENT = 80;

  private static final Duration START = Duration.ofMinutes(1);

  /// A TPM adds a secret number to its counters where the key is not of the endorsement hierarchy
  /// (TPM 2.0 Part 1, "Attestation"). No host slept that often.
  private static final long HIDDEN = 1 << 16;

  private Continuity() {}

  /// The findings, in a stable order.
  ///
  /// @param last of the machine's last authentic quote under this key, with the TPM firmware that a
  ///   person accepted; empty for the first
  public static List<Finding> findings(Optional<BootSession> last, BootSession now) {
    List<Finding> findings = new ArrayList<>();
    last.ifPresent(before -> compare(before, now, findings));
    long slowest = now.boot().uptimeMillis() / 100 * SLOWEST_PERCENT - START.toMillis();
    // A host that slept counts the nights, and its TPM does not. The clock is unsigned; no TPM
    // lives
    // long enough to set its highest bit.
    if (now.clock().restartCount() == 0
        && Long.compareUnsigned(now.clock().clockMillis(), Math.max(0, slowest)) < 0) {
      findings.add(new ClockBehindUptime(now.clock().clockMillis(), now.boot().uptimeMillis()));
    }
    if (now.clock().restartCount() > 0 && now.clock().restartCount() < HIDDEN) {
      findings.add(new HostSlept(now.clock().restartCount()));
    }
    return List.copyOf(findings);
  }

  private static void compare(BootSession before, BootSession now, List<Finding> findings) {
    long resets = before.clock().resetCount();
    int more = difference(resets, now.clock().resetCount());
    if (more < 0) {
      findings.add(new ResetCountWentBack(resets, now.clock().resetCount()));
    } else if (more > 0) {
      if (now.boot().bootId().equals(before.boot().bootId())) {
        findings.add(new ResetWithoutReboot(resets, now.clock().resetCount()));
      }
    } else if (wentBack(before, now)) {
      findings.add(new ClockWentBack(before.clock(), now.clock()));
    }
    if (now.tpmFirmware() != before.tpmFirmware()) {
      findings.add(new TpmFirmwareChanged(before.tpmFirmware(), now.tpmFirmware()));
    }
  }

  private static boolean wentBack(BootSession before, BootSession now) {
    long latest = now.clock().clockMillis() + OVERTAKING.toMillis();
    return difference(before.clock().restartCount(), now.clock().restartCount()) < 0
        || Long.compareUnsigned(latest, before.clock().clockMillis()) < 0;
  }

  /// The counters have 32 bits. Hidden ones may start anywhere, so they may pass zero.
  private static int difference(long before, long now) {
    return (int) (now - before);
  }
}

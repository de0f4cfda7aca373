package dev.assay.appraisal.enroll;

import dev.assay.appraisal.tpm.ClockInfo;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// Why two enrolled machines can't both be what they say: one of them is relayed, cloned, or the
/// same machine twice. Each is an alarm for a person, none tells which machine is the right one.
public enum Duplicate {
  /// One TPM, enrolled under two public areas of its EK.
  SAME_EK,
  /// One attestation key for two machines.
  SAME_AK,
  /// One chassis with two TPMs: a TPM was exchanged, or the serial number is made up.
  SAME_CHASSIS,
  /// The same boot by the same clock: one TPM that answers for both, as under an RSA and an ECC EK.
  SAME_CLOCK;

  /// How far two clocks that tick alike may seem apart: what a quote is on its way, and what a
  /// TPM's clock is late (TPM 2.0 Part 1, "Clock": it may be advanced in steps).
  static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

  /// What two different machines share though they can't; empty for one and the same machine.
  public static Set<Duplicate> between(MachineTrace one, MachineTrace other) {
    Set<Duplicate> shared = EnumSet.noneOf(Duplicate.class);
    if (one.machineId().equals(other.machineId())) {
      return shared;
    }
    if (one.ekKeySha256().equals(other.ekKeySha256())) {
      shared.add(SAME_EK);
    }
    if (one.akName().equals(other.akName())) {
      shared.add(SAME_AK);
    }
    if (one.chassisSerial().isPresent() && one.chassisSerial().equals(other.chassisSerial())) {
      shared.add(SAME_CHASSIS);
    }
    if (one.boot().isPresent()
        && other.boot().isPresent()
        && sameClock(one.boot().get(), other.boot().get())) {
      shared.add(SAME_CLOCK);
    }
    return shared;
  }

  /// Whether both quotes are of one boot of one TPM: the same log, as often reset and restarted,
  /// and the clock went on by as much as the time between them. Siblings that were switched on
  /// together share counters at most: the clock counts all the time that a TPM ever ran.
  private static boolean sameClock(MachineTrace.Boot one, MachineTrace.Boot other) {
    ClockInfo first = one.clock();
    ClockInfo second = other.clock();
    if (!one.logSha256().equals(other.logSha256())
        || first.resetCount() != second.resetCount()
        || first.restartCount() != second.restartCount()) {
      return false;
    }
    Duration between = Duration.between(one.at(), other.at());
    Duration ticked = Duration.ofMillis(second.clockMillis() - first.clockMillis());
    return between.minus(ticked).abs().compareTo(CLOCK_TOLERANCE) <= 0;
  }
}

package dev.assay.appraisal.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.CapturedQuote;
import dev.assay.appraisal.testing.PublicAreas;
import dev.assay.appraisal.testing.TestKeys;
import dev.assay.appraisal.tpm.ClockInfo;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.TpmPublic;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two siblings that share nothing, then one thing.
class DuplicateTest {
  private static final Instant AT = Instant.parse("2026-11-22T00:00:00Z");
  private static final Digest LOG = HashAlgorithm.SHA256.hash(Bytes.EMPTY);
  private static final MachineTrace ONE = trace("clean-A1", "SN-1", boot(1_000_000, 7, 0, AT));
  private static final MachineTrace OTHER = trace("clean-A2", "SN-2", boot(5_000_000, 7, 0, AT));

  private static MachineTrace trace(String capture, String serial, MachineTrace.Boot boot) {
    TpmPublic ek = CapturedQuote.ek(capture);
    return new MachineTrace(
        ek.sha256(),
        ek.keySha256(),
        CapturedQuote.ak(capture).name(),
        Optional.of(serial),
        Optional.of(boot));
  }

  private static MachineTrace.Boot boot(long clock, long resets, long restarts, Instant at) {
    return new MachineTrace.Boot(LOG, new ClockInfo(clock, resets, restarts, true), at);
  }

  private static MachineTrace otherWith(MachineTrace.Boot boot) {
    return trace("clean-A2", "SN-2", boot);
  }

  @Test
  void siblingsThatWereSwitchedOnTogetherShareNothing() {
    assertThat(Duplicate.between(ONE, OTHER)).isEmpty();
  }

  @Test
  void machineIsNoDuplicateOfItself() {
    assertThat(Duplicate.between(ONE, ONE)).isEmpty();
  }

  @Test
  void oneEkUnderTwoPublicAreasIsOneMachine() {
    RSAPublicKey key = (RSAPublicKey) TestKeys.rsa(2048).getPublic();
    TpmPublic area = PublicAreas.parse(PublicAreas.ek().of(key));
    TpmPublic disguised =
        PublicAreas.parse(PublicAreas.ek().attributes(PublicAreas.EK_ATTRIBUTES | 1 << 6).of(key));
    assertThat(Duplicate.between(ofEk(ONE, area), ofEk(OTHER, disguised)))
        .containsExactly(Duplicate.SAME_EK);
  }

  private static MachineTrace ofEk(MachineTrace trace, TpmPublic ek) {
    return new MachineTrace(
        ek.sha256(), ek.keySha256(), trace.akName(), trace.chassisSerial(), trace.boot());
  }

  @Test
  void oneAkOfTwoMachinesIsAnAlarm() {
    MachineTrace sharing =
        new MachineTrace(
            OTHER.machineId(),
            OTHER.ekKeySha256(),
            ONE.akName(),
            OTHER.chassisSerial(),
            OTHER.boot());
    assertThat(Duplicate.between(ONE, sharing)).containsExactly(Duplicate.SAME_AK);
  }

  @Test
  void anotherTpmOnAKnownChassisIsAnAlarm() {
    MachineTrace moved = trace("clean-A2", "SN-1", OTHER.boot().orElseThrow());
    assertThat(Duplicate.between(ONE, moved)).containsExactly(Duplicate.SAME_CHASSIS);
  }

  @Test
  void machinesWithoutASerialShareNone() {
    MachineTrace nameless =
        new MachineTrace(
            ONE.machineId(), ONE.ekKeySha256(), ONE.akName(), Optional.empty(), ONE.boot());
    MachineTrace other =
        new MachineTrace(
            OTHER.machineId(),
            OTHER.ekKeySha256(),
            OTHER.akName(),
            Optional.empty(),
            Optional.empty());
    assertThat(Duplicate.between(nameless, other)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1_999, -1_999})
  void oneClockInTwoMachinesIsOneTpm(long apart) {
    Instant later = AT.plus(Duration.ofHours(1));
    MachineTrace relayed = otherWith(boot(1_000_000 + 3_600_000 + apart, 7, 0, later));
    assertThat(Duplicate.between(ONE, relayed)).containsExactly(Duplicate.SAME_CLOCK);
    assertThat(Duplicate.between(relayed, ONE)).containsExactly(Duplicate.SAME_CLOCK);
  }

  @Test
  void clocksThatGoApartAreTwo() {
    assertThat(Duplicate.between(ONE, otherWith(boot(1_002_001, 7, 0, AT)))).isEmpty();
    assertThat(Duplicate.between(ONE, otherWith(boot(1_000_000, 8, 0, AT)))).isEmpty();
    assertThat(Duplicate.between(ONE, otherWith(boot(1_000_000, 7, 1, AT)))).isEmpty();
    Digest otherLog = HashAlgorithm.SHA256.zero();
    MachineTrace.Boot otherBoot =
        new MachineTrace.Boot(otherLog, new ClockInfo(1_000_000, 7, 0, true), AT);
    assertThat(Duplicate.between(ONE, otherWith(otherBoot))).isEmpty();
  }
}

package dev.assay.appraisal.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {
  private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;

  @Test
  void incompleteBankHasNoValuesButThoseOfItsPrefix() {
    LogBuilder log = LogBuilder.agile().event(0, EventType.S_CRTM_VERSION, "1");
    Replay before = Replay.of(log.log());
    Map<HashAlgorithm, Digest> digests = log.digests(Bytes.EMPTY);
    digests.remove(HashAlgorithm.SHA1);
    log.entry(new LogBuilder.Entry(0, EventType.ACTION, digests, Bytes.EMPTY));

    Replay replay = Replay.of(log.event(0, EventType.ACTION, "complete again").log());

    assertThat(replay.values().banks()).containsOnlyKeys(SHA256);
    assertThat(replay.prefixValues().banks())
        .isEqualTo(
            Map.of(
                HashAlgorithm.SHA1,
                Objects.requireNonNull(before.values().banks().get(HashAlgorithm.SHA1))));
  }

  private static String pcr(Replay replay, int index) {
    return replay.values().get(SHA256, PcrIndex.of(index)).orElseThrow().toHex();
  }

  @Test
  void pcrsWithoutEventsHoldTheirResetValues() {
    Replay replay = Replay.of(LogBuilder.agile().log());

    for (int index = 0; index < PcrIndex.COUNT; index++) {
      boolean drtm = index >= 17 && index <= 22;
      assertThat(pcr(replay, index)).isEqualTo((drtm ? "ff" : "00").repeat(32));
    }
    assertThat(replay.extended()).isEmpty();
  }

  @Test
  void separatorAloneGivesTheValueThatAllFirmwareGives() {
    Replay replay = Replay.of(LogBuilder.agile().separators().log());

    assertThat(pcr(replay, 6))
        .isEqualTo("3d458cfe55cc03ea1f443f1562beec8df51c75e14a9fcf9a7234a13f198e7969");
    assertThat(replay.values().get(HashAlgorithm.SHA1, PcrIndex.of(6)))
        .contains(Digest.of(HashAlgorithm.SHA1, "b2a83b0ebf2f8374299a5b2bdfc31ea955ad7236"));
    assertThat(replay.extended())
        .extracting(PcrIndex::value)
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4})
  void pcr0StartsFromTheStartupLocality(int locality) {
    Replay replay = Replay.of(LogBuilder.agile().startupLocality(locality).log());

    assertThat(pcr(replay, 0)).isEqualTo("00".repeat(31) + "0" + locality);
    assertThat(pcr(replay, 1)).isEqualTo("00".repeat(32));
    assertThat(replay.startupLocality()).hasValue(locality);
    assertThat(replay.hcrtm()).isEqualTo(locality == 4);
  }

  @Test
  void hcrtmIsExtendedIntoFour() {
    Digest start = Digest.of(SHA256, "00".repeat(31) + "04");
    Bytes code = EventData.ascii("the code of the H-CRTM");
    Bytes data = EventData.ascii("HCRTM");

    Replay replay =
        Replay.of(
            LogBuilder.agile()
                .startupLocality(4)
                .event(0, EventType.EFI_HCRTM_EVENT, code, data)
                .log());
    Replay withoutLocality =
        Replay.of(LogBuilder.agile().event(0, EventType.EFI_HCRTM_EVENT, code, data).log());

    assertThat(pcr(replay, 0)).isEqualTo(start.extend(SHA256.hash(code)).toHex());
    assertThat(pcr(withoutLocality, 0)).isEqualTo(pcr(replay, 0));
  }

  @Test
  void noActionIsNotExtended() {
    Replay replay =
        Replay.of(LogBuilder.agile().noAction(0, EventData.ascii("SP800-155 Event3")).log());

    assertThat(pcr(replay, 0)).isEqualTo("00".repeat(32));
    assertThat(replay.extended()).isEmpty();
  }

  @Test
  void everyKnownBankIsReplayed() {
    EventLog log = LogBuilder.withBanks(HashAlgorithm.values()).separators().log();
    Replay replay = Replay.of(log);

    for (HashAlgorithm bank : HashAlgorithm.values()) {
      assertThat(replay.values().get(bank, PcrIndex.of(7)))
          .contains(bank.zero().extend(bank.hash(Bytes.fromHex("00000000"))));
    }
  }
}

package dev.assay.appraisal.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.testing.Captures;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PcrTest {
  private static final HashAlgorithm SHA1 = HashAlgorithm.SHA1;
  private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;
  private static final String ZEROS =
      "0000000000000000000000000000000000000000000000000000000000000000";

  @ParameterizedTest
  @EnumSource(HashAlgorithm.class)
  void everyHashIsComputedInItsSize(HashAlgorithm algorithm) {
    assertThat(algorithm.hash(Bytes.EMPTY).value().length()).isEqualTo(algorithm.size());
    assertThat(HashAlgorithm.ofId(algorithm.id())).contains(algorithm);
    assertThat(HashAlgorithm.ofLabel(algorithm.label())).contains(algorithm);
  }

  // Known answers for "abc": FIPS 180-4, FIPS 202 and GB/T 32905 examples.
  @ParameterizedTest
  @CsvSource({
    "SHA1, a9993e364706816aba3e25717850c26c9cd0d89d",
    "SHA256, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "SM3_256, 66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    "SHA3_256, 3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"
  })
  void hashesGiveTheirKnownAnswers(HashAlgorithm algorithm, String digest) {
    assertThat(algorithm.hash(Bytes.fromHex("61"), Bytes.fromHex("6263")).toHex())
        .isEqualTo(digest);
  }

  // TCG PFP: a PCR that holds nothing but the separator of four zero bytes.
  @ParameterizedTest
  @CsvSource({
    "SHA1, b2a83b0ebf2f8374299a5b2bdfc31ea955ad7236",
    "SHA256, 3d458cfe55cc03ea1f443f1562beec8df51c75e14a9fcf9a7234a13f198e7969"
  })
  void extendIsTheHashOfBoth(HashAlgorithm algorithm, String value) {
    Digest separator = algorithm.hash(Bytes.wrap(new byte[4]));
    assertThat(algorithm.zero().extend(separator).toHex()).isEqualTo(value);
  }

  @Test
  void digestOfAnotherSizeOrAlgorithmIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Digest(SHA256, Bytes.wrap(new byte[20])));
    assertThatIllegalArgumentException().isThrownBy(() -> SHA256.zero().extend(SHA1.zero()));
    assertThat(SHA256.zero()).hasToString("sha256:" + ZEROS);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 24, Integer.MAX_VALUE})
  void pcrThatDoesNotExistIsRefused(int index) {
    assertThatIllegalArgumentException().isThrownBy(() -> PcrIndex.of(index));
  }

  @Test
  void selectionsAreEqualInTheSameOrderAlone() {
    PcrSelection one = PcrSelection.of(List.of(SHA1, SHA256), 0xFFFF);
    assertThat(one).isEqualTo(PcrSelection.of(List.of(SHA1, SHA256), 0xFFFF));
    assertThat(one).isNotEqualTo(PcrSelection.of(List.of(SHA256, SHA1), 0xFFFF));
    assertThat(one).isNotEqualTo(PcrSelection.of(List.of(SHA1, SHA256), 0xFFFE));
    assertThat(one).isNotEqualTo(PcrSelection.of(List.of(SHA1), 0xFFFF));
  }

  @Test
  void writtenSelectionIsReadBack() throws MalformedInput {
    PcrSelection selection =
        new PcrSelection(
            List.of(new PcrSelection.Bank(SHA256, 0x800001), new PcrSelection.Bank(SHA1, 0)));
    ByteReader reader = ByteReader.bigEndian(selection.write());
    assertThat(PcrSelection.read(reader)).isEqualTo(selection);
    reader.expectEnd("the selection");
    assertThat(selection).hasToString("sha256:0,23+sha1:");
  }

  @Test
  void asManyBanksAsThereAreHashesAreRead() throws MalformedInput {
    List<HashAlgorithm> all = List.of(HashAlgorithm.values());
    assertThat(all).hasSize(PcrSelection.MAX_BANKS);
    PcrSelection selection =
        PcrSelection.read(ByteReader.bigEndian(PcrSelection.of(all, 1).write()));
    assertThat(selection.algorithms()).isEqualTo(all);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 23})
  void firstAndLastPcrExist(int index) {
    assertThat(new PcrIndex(index)).isEqualTo(PcrIndex.of(index));
  }

  @Test
  void impossibleSelectionsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PcrSelection.of(List.of(SHA256, SHA256), 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PcrSelection.of(List.of(SHA256), 1 << 24));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PcrSelection.of(List.of(SHA256), -1))
        .withMessageContaining("0xffffffff");
  }

  @Test
  void valuesAreJoinedBankByBankAndAscending() {
    PcrValues values = Captures.pcrs("clean-A1");
    PcrSelection selection =
        new PcrSelection(
            List.of(new PcrSelection.Bank(SHA256, 0b101), new PcrSelection.Bank(SHA1, 0b10)));
    assertThat(values.concatenated(selection))
        .isEqualTo(
            Bytes.concat(
                values.get(SHA256, PcrIndex.of(0)).orElseThrow().value(),
                values.get(SHA256, PcrIndex.of(2)).orElseThrow().value(),
                values.get(SHA1, PcrIndex.of(1)).orElseThrow().value()));
  }

  @Test
  void missingValueCantBeJoined() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PcrValues.EMPTY.concatenated(PcrSelection.of(List.of(SHA256), 1)))
        .withMessageContaining("PCR 0 in bank sha256");
  }

  @Test
  void newerValuesReplaceOlderOnesAndTheRestStays() {
    PcrValues older = values(SHA256, Map.of(0, SHA256.zero(), 1, SHA256.zero()));
    Digest changed = SHA256.hash(Bytes.EMPTY);
    PcrValues merged = older.mergedWith(values(SHA256, Map.of(1, changed)));
    assertThat(merged).isEqualTo(values(SHA256, Map.of(0, SHA256.zero(), 1, changed)));
    assertThat(merged.mergedWith(PcrValues.EMPTY)).isEqualTo(merged);
    assertThat(PcrValues.EMPTY.mergedWith(merged)).isEqualTo(merged);
  }

  @Test
  void valueInABankOfAnotherAlgorithmIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> values(SHA256, Map.of(0, SHA1.zero())));
  }

  @Test
  void bankWithoutValuesIsNoBank() {
    assertThat(values(SHA256, Map.of())).isEqualTo(PcrValues.EMPTY);
    assertThat(PcrValues.EMPTY.isEmpty()).isTrue();
    PcrValues some = values(SHA256, Map.of(0, SHA256.zero()));
    assertThat(some.isEmpty()).isFalse();
    assertThat(some.within(PcrSelection.of(List.of(SHA1), 1))).isEqualTo(PcrValues.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "00", "000b", "00100000", "ffff00", "010b" + ZEROS, "000b" + ZEROS + "00"})
  void nameOfAnotherFormIsRefused(String hex) {
    assertThatIllegalArgumentException().isThrownBy(() -> new TpmName(Bytes.fromHex(hex)));
  }

  private static PcrValues values(HashAlgorithm bank, Map<Integer, Digest> values) {
    TreeMap<PcrIndex, Digest> byIndex = new TreeMap<>();
    values.forEach((index, value) -> byIndex.put(PcrIndex.of(index), value));
    return new PcrValues(new TreeMap<>(Map.of(bank, byIndex)));
  }
}

package dev.assay.appraisal.eventlog;

import static dev.assay.appraisal.tpm.HashAlgorithm.SHA1;
import static dev.assay.appraisal.tpm.HashAlgorithm.SHA256;
import static dev.assay.appraisal.tpm.HashAlgorithm.SHA384;
import static dev.assay.appraisal.tpm.HashAlgorithm.SHA512;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventDigestsTest {
  private static final Bytes DATA = Bytes.fromHex("00000000");
  private static final List<HashAlgorithm> BANKS = List.of(SHA384, SHA1, SHA256);
  private static final Digest OTHER = SHA256.hash(Bytes.fromHex("01"));

  private final EventDigests digests = digests(DATA);

  /// As TCG_PCR_EVENT2 has them.
  private static EventDigests digests(Bytes measured) {
    ByteWriter list = ByteWriter.littleEndian();
    for (HashAlgorithm bank : BANKS) {
      list.u16(bank.id()).bytes(bank.hash(measured).value());
    }
    return new EventDigests(list.toBytes(), DigestLayout.of(BANKS));
  }

  @Test
  void theyAreThoseOfTheRecordInItsOrder() {
    assertThat(digests)
        .containsExactly(
            Map.entry(SHA384, SHA384.hash(DATA)),
            Map.entry(SHA1, SHA1.hash(DATA)),
            Map.entry(SHA256, SHA256.hash(DATA)));
    assertThat(digests.get(SHA512)).isNull();
    assertThat(digests.containsKey(SHA256)).isTrue();
    assertThat(digests.containsKey(SHA512)).isFalse();
  }

  @Test
  void equalWhereEveryDigestIs() {
    assertThat(digests).isEqualTo(digests(DATA)).hasSameHashCodeAs(digests(DATA));
    assertThat(digests).isNotEqualTo(digests(Bytes.fromHex("00000001")));
  }

  @Test
  void digestIsHeldInItsOwnBankAlone() {
    assertThat(digests.holds(SHA256.hash(DATA))).isTrue();
    assertThat(digests.holds(OTHER)).isFalse();
    assertThat(digests.holds(SHA512.hash(DATA))).isFalse();
  }

  @Test
  void startIsThatOfTheDigest() {
    for (HashAlgorithm bank : BANKS) {
      assertThat("%08x".formatted(digests.startOf(bank)))
          .isEqualTo(bank.hash(DATA).toHex().substring(0, 8));
    }
    assertThat(digests.startOf(SHA512)).isZero();
  }

  @Test
  void pcrIsExtendedWhereItStands() {
    DataHashes hashes = new DataHashes();
    byte[] pcrs = new byte[3 * SHA256.size()];
    digests.extend(SHA256, pcrs, SHA256.size(), hashes);
    Bytes expected = SHA256.zero().extend(SHA256.hash(DATA)).value();
    assertThat(Bytes.wrap(pcrs))
        .isEqualTo(Bytes.concat(SHA256.zero().value(), expected, SHA256.zero().value()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> digests.extend(SHA512, pcrs, 0, hashes))
        .withMessageContaining("sha512");
  }

  @Test
  void hashOfDataIsFoundInEveryBankOrInOne() {
    DataHashes hashes = new DataHashes();
    assertThat(digests.areOf(DATA, hashes)).isTrue();
    assertThat(digests.areOf(Bytes.EMPTY, hashes)).isFalse();
    assertThat(digests.isOf(SHA1, DATA, hashes)).isTrue();
    assertThat(digests.isOf(SHA512, DATA, hashes)).isFalse();
  }
}

package dev.assay.appraisal.ima;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.ImaListBuilder;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BootAggregateTest {
  private static final HashAlgorithm SHA1 = HashAlgorithm.SHA1;
  private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;
  private static final PcrValues PCRS = pcrs(10);

  private static PcrValues pcrs(int count) {
    SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> banks = new TreeMap<>();
    for (HashAlgorithm bank : List.of(SHA1, SHA256)) {
      SortedMap<PcrIndex, Digest> values = new TreeMap<>();
      for (int pcr = 0; pcr < count; pcr++) {
        values.put(PcrIndex.of(pcr), bank.hash(Bytes.wrap(new byte[] {(byte) pcr})));
      }
      banks.put(bank, values);
    }
    return new PcrValues(banks);
  }

  private static Digest aggregate(HashAlgorithm bank, int count) {
    return bank.hash(
        PCRS.bank(bank).values().stream().limit(count).map(Digest::value).toArray(Bytes[]::new));
  }

  private static ImaListBuilder list(Digest aggregate) {
    return ImaListBuilder.sha1()
        .entry(
            "ima-ng",
            ImaListBuilder.digest(aggregate.algorithm().label() + ":", aggregate.value()),
            ImaListBuilder.name("boot_aggregate"));
  }

  @Test
  void newKernelsHashPcr0To9() {
    assertThat(BootAggregate.of(list(aggregate(SHA256, 10)).list(), PCRS))
        .isEqualTo(new BootAggregate.Matches(SHA256, 9));
  }

  @Test
  void olderKernelsHashPcr0To7() {
    assertThat(BootAggregate.of(list(aggregate(SHA256, 8)).list(), PCRS))
        .isEqualTo(new BootAggregate.Matches(SHA256, 7));
  }

  @Test
  void sha1IsOfPcr0To7Alone() {
    assertThat(BootAggregate.of(list(aggregate(SHA1, 8)).list(), PCRS))
        .isEqualTo(new BootAggregate.Matches(SHA1, 7));
    assertThat(BootAggregate.of(list(aggregate(SHA1, 10)).list(), PCRS))
        .isEqualTo(new BootAggregate.Differs(aggregate(SHA1, 10), aggregate(SHA1, 8)));
  }

  @Test
  void firstTemplateHasOneToo() {
    ImaList list = ImaListBuilder.sha1().old(aggregate(SHA1, 8).value(), "boot_aggregate").list();
    assertThat(BootAggregate.of(list, PCRS)).isEqualTo(new BootAggregate.Matches(SHA1, 7));
  }

  @Test
  void otherFirmwareDiffers() {
    Digest other = SHA256.hash(Bytes.EMPTY);
    assertThat(BootAggregate.of(list(other).list(), PCRS))
        .isEqualTo(new BootAggregate.Differs(other, aggregate(SHA256, 10)));
  }

  @Test
  void zeroOfAKernelWithoutTpmDiffers() {
    assertThat(BootAggregate.of(list(SHA1.zero()).list(), PCRS))
        .isEqualTo(new BootAggregate.Differs(SHA1.zero(), aggregate(SHA1, 8)));
  }

  @Test
  void unknownPcrsCanNotBeCompared() {
    ImaList list = list(aggregate(SHA256, 10)).list();
    assertThat(BootAggregate.of(list, PcrValues.EMPTY))
        .isEqualTo(new BootAggregate.NotComparable("sha256"));
    assertThat(BootAggregate.of(list, pcrs(9)))
        .isEqualTo(new BootAggregate.NotComparable("sha256"));
  }

  @Test
  void algorithmOfNoTpmCanNotBeCompared() {
    ImaList list =
        ImaListBuilder.sha1()
            .entry(
                "ima-ng",
                ImaListBuilder.digest("md5:", Bytes.wrap(new byte[16])),
                ImaListBuilder.name("boot_aggregate"))
            .list();
    assertThat(BootAggregate.of(list, PCRS)).isEqualTo(new BootAggregate.NotComparable("md5"));
  }

  @Test
  void listThatBeginsWithAFileHasNone() {
    ImaList list = ImaListBuilder.sha1().file("/init", SHA256.zero().value()).list();
    assertThat(BootAggregate.of(list, PCRS)).isEqualTo(new BootAggregate.Missing());
  }

  @Test
  void entryThatLiesAboutItsDataIsNone() {
    Bytes data =
        ImaListBuilder.data(
            ImaListBuilder.digest("sha256:", aggregate(SHA256, 10).value()),
            ImaListBuilder.name("boot_aggregate"));
    ImaList list =
        ImaListBuilder.sha1().raw(10, SHA1.hash(Bytes.EMPTY).value(), "ima-ng", data).list();
    assertThat(BootAggregate.of(list, PCRS)).isEqualTo(new BootAggregate.Missing());
  }
}

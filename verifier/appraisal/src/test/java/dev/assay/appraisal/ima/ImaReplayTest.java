package dev.assay.appraisal.ima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.testing.ImaListBuilder;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImaReplayTest {
  private static final HashAlgorithm SHA1 = HashAlgorithm.SHA1;
  private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;
  private static final Bytes FILE = SHA256.hash(Bytes.EMPTY).value();
  private static final ImaReplay START = ImaReplay.start(SHA1, List.of(SHA1, SHA256));

  private static ImaListBuilder sample() {
    return ImaListBuilder.sha1().file("boot_aggregate", FILE).file("/init", FILE);
  }

  private static Bytes padded(Bytes digest, int size) {
    return Bytes.wrap(Arrays.copyOf(digest.toArray(), size));
  }

  private static Bytes ones(int size) {
    byte[] ones = new byte[size];
    Arrays.fill(ones, (byte) 0xFF);
    return Bytes.wrap(ones);
  }

  private static Digest pcr10(ImaReplay replay, HashAlgorithm bank) {
    return replay.ownHash().get(bank, ImaReplay.PCR).orElseThrow();
  }

  @Test
  void eachBankIsExtendedByItsOwnHashOfTheData() {
    ImaList list = sample().list();
    Digest expected = SHA256.zero();
    for (ImaEntry entry : list.entries()) {
      expected = expected.extend(SHA256.hash(entry.data()));
    }
    ImaReplay replay = START.advance(list);
    assertThat(replay.matching(expected)).contains(ImaReplay.Extension.OWN_HASH);
    assertThat(replay.entries()).isEqualTo(2);
    assertThat(replay.bytes()).isEqualTo(sample().bytes().length());
  }

  @Test
  void olderKernelsPadTheSha1HashWithZeros() {
    ImaList list = sample().list();
    Digest expected = SHA256.zero();
    for (ImaEntry entry : list.entries()) {
      expected = expected.extend(new Digest(SHA256, padded(entry.templateHash().value(), 32)));
    }
    assertThat(START.advance(list).matching(expected)).contains(ImaReplay.Extension.LIST_DIGEST);
  }

  @Test
  void violationExtendsOnes() {
    ImaList list = ImaListBuilder.sha1().violation("/etc/passwd").list();
    ImaReplay replay = START.advance(list);
    Digest own = SHA256.zero().extend(new Digest(SHA256, ones(32)));
    Digest old = SHA256.zero().extend(new Digest(SHA256, padded(ones(20), 32)));
    assertThat(replay.matching(own)).contains(ImaReplay.Extension.OWN_HASH);
    assertThat(replay.matching(old)).contains(ImaReplay.Extension.LIST_DIGEST);
    assertThat(replay.matching(SHA1.zero().extend(new Digest(SHA1, ones(20))))).isPresent();
  }

  @Test
  void firstTemplateIsHashedWithItsNameInAFieldOf256Bytes() {
    Bytes digest = SHA1.hash(FILE).value();
    ImaList list = ImaListBuilder.sha1().old(digest, "/init").list();
    Bytes name = padded(ImaListBuilder.ascii("/init"), 256);
    Digest expected = SHA256.zero().extend(SHA256.hash(digest, name));
    assertThat(START.advance(list).matching(expected)).contains(ImaReplay.Extension.OWN_HASH);
  }

  @Test
  void replayInPartsEqualsTheReplayOfTheWhole() throws MalformedInput {
    ImaReplay part = START.advance(sample().bytes());
    Bytes grown = sample().file("/sbin/init", FILE).violation("/var/log/x").bytes();
    Bytes more = grown.slice((int) part.bytes(), grown.length());
    assertThat(part.advance(more)).isEqualTo(START.advance(grown));
    assertThat(part.advance(Bytes.EMPTY)).isEqualTo(part);
  }

  @Test
  void quoteIsFoundWhereTheListHasGrownSince() {
    ImaReplay atQuote = START.advance(sample().list());
    List<Digest> quoted = List.of(pcr10(atQuote, SHA1), pcr10(atQuote, SHA256));
    ImaList grown = sample().file("/sbin/init", FILE).file("/bin/sh", FILE).list();
    assertThat(START.until(quoted, grown)).contains(atQuote);
  }

  @Test
  void quoteBeforeTheFirstEntryNeedsNone() {
    assertThat(START.until(List.of(SHA256.zero()), sample().list())).contains(START);
  }

  @Test
  void listWithoutTheQuotedEntryExplainsNothing() {
    ImaReplay whole = START.advance(sample().file("/host/evil", FILE).list());
    List<Digest> quoted = List.of(pcr10(whole, SHA256));
    assertThat(START.until(quoted, sample().list())).isEmpty();
  }

  @Test
  void banksThatHoldDifferentBeginningsAreNotExplained() {
    ImaReplay one = START.advance(ImaListBuilder.sha1().file("boot_aggregate", FILE).list());
    ImaReplay both = START.advance(sample().list());
    List<Digest> quoted = List.of(pcr10(one, SHA1), pcr10(both, SHA256));
    assertThat(START.until(quoted, sample().list())).isEmpty();
  }

  @Test
  void entriesOfOtherPcrsLeavePcr10Alone() {
    Bytes data = ImaListBuilder.data(FILE);
    ImaList list = ImaListBuilder.sha1().raw(11, SHA1.hash(data).value(), "x", data).list();
    ImaReplay replay = START.advance(list);
    assertThat(replay.matching(SHA256.zero())).isPresent();
    assertThat(replay.ownHash().get(SHA256, PcrIndex.of(11)))
        .contains(SHA256.zero().extend(SHA256.hash(data)));
  }

  @Test
  void nothingQuotedIsNothingProven() {
    assertThatIllegalArgumentException().isThrownBy(() -> START.until(List.of(), sample().list()));
  }

  @Test
  void bankThatIsNotReplayedCanNotBeCompared() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> START.until(List.of(HashAlgorithm.SHA384.zero()), sample().list()));
  }

  @Test
  void listOfAnotherAlgorithmIsNoContinuation() {
    ImaList other = ImaListBuilder.of(SHA256).file("/init", FILE).list();
    assertThatIllegalArgumentException().isThrownBy(() -> START.advance(other));
  }

  @Test
  void valueThatNothingExplainsMatchesNothing() {
    assertThat(START.advance(sample().list()).matching(SHA256.zero())).isEmpty();
    assertThat(ImaReplay.start(SHA1, Set.of(SHA1)).matching(SHA256.zero())).isEmpty();
  }
}

package dev.assay.appraisal.ima;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.eventlog.Trust;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.ImaListBuilder;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What holds for any list. Seeded, so that a failure comes again.
class ImaPropertiesTest {
  private static final List<HashAlgorithm> BANKS =
      List.of(HashAlgorithm.SHA1, HashAlgorithm.SHA256);
  private static final ImaReplay START = ImaReplay.start(HashAlgorithm.SHA1, BANKS);
  private static final Bytes CAPTURED =
      Captures.bytes("ima-evil-A1", "ima/binary_runtime_measurements");

  private static Bytes flipped(Bytes bytes, int bit) {
    byte[] changed = bytes.toArray();
    changed[bit / 8] ^= (byte) (1 << bit % 8);
    return Bytes.wrap(changed);
  }

  @Test
  void anyFlippedBitThatADigestCoversIsNoticed() throws MalformedInput {
    Bytes raw =
        ImaListBuilder.sha1()
            .file("boot_aggregate", HashAlgorithm.SHA256.hash(Bytes.EMPTY).value())
            .violation("/etc/passwd")
            .old(HashAlgorithm.SHA1.hash(Bytes.EMPTY).value(), "/init")
            .bytes();
    ImaReplay good = START.advance(raw);
    int start = 0;
    for (ImaEntry entry : ImaList.parse(raw).entries()) {
      for (int at = 0; at < entry.size(); at++) {
        for (int bit = 0; bit < 8; bit++) {
          Bytes changed = flipped(raw, 8 * (start + at) + bit);
          assertThat(isCovered(entry, at) && !isNoticed(changed, good))
              .as("bit %d of byte %d of entry %d went unnoticed", bit, at, entry.index())
              .isFalse();
        }
      }
      start += entry.size();
    }
  }

  /// All but the name of the template, and the data of a violation.
  private static boolean isCovered(ImaEntry entry, int at) {
    int name = 4 + entry.templateHash().algorithm().size() + 4;
    int end = name + entry.template().length();
    return (at < name || at >= end) && !(entry.violation() && at >= end + 4);
  }

  /// Refused, replayed to something else, or seen not to be the data of its hash.
  private static boolean isNoticed(Bytes changed, ImaReplay good) {
    try {
      ImaList list = ImaList.parse(changed, HashAlgorithm.SHA1);
      return !START.advance(list).equals(good)
          || list.entries().stream().anyMatch(entry -> entry.trust() == Trust.DIGEST_ONLY);
    } catch (MalformedInput e) {
      return true;
    }
  }

  @Test
  void replayOfTheBeginningThenOfTheRestIsTheReplayOfTheWhole() throws MalformedInput {
    ImaReplay whole = START.advance(CAPTURED);
    int end = 0;
    for (ImaEntry entry : ImaList.parse(CAPTURED).entries()) {
      end += entry.size();
      ImaReplay beginning = START.advance(CAPTURED.slice(0, end));
      assertThat(beginning.bytes()).isEqualTo(end);
      assertThat(beginning.advance(CAPTURED.slice(end, CAPTURED.length()))).isEqualTo(whole);
    }
    assertThat(end).isEqualTo(CAPTURED.length());
  }

  @Test
  void whatIsReadIsWrittenBackAndAnythingElseIsRefused() {
    SplittableRandom random = new SplittableRandom(20261122);
    int readable = 0;
    for (int round = 0; round < 2_000; round++) {
      Bytes changed = flipped(CAPTURED, random.nextInt(8 * CAPTURED.length()));
      try {
        ImaList list = ImaList.parse(changed);
        assertThat(list.write()).isEqualTo(changed);
        assertThat(list.entries()).allMatch(entry -> entry.content() != null);
        readable++;
      } catch (MalformedInput e) {
        assertThat(e.offset()).isBetween(0L, (long) changed.length());
      }
    }
    assertThat(readable).isBetween(1, 1_999);
  }
}

package dev.assay.appraisal.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One bit of a real log changed: a digest's can't go unnoticed in the replay, nor the data's in
/// what is said to be verified. Seeded, so that a failure comes again.
class EventLogBitFlipTest {
  private static final int FLIPS_PER_EVENT = 12;

  private static RandomGenerator random() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(20_260_727);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clean-A1", "clean-B", "banks-C1"})
  void changedBitOfADigestChangesTheReplay(String capture) {
    RandomGenerator random = random();
    EventLog log = Captures.log(capture);
    Replay before = Replay.of(log);
    for (Event event : log.events().subList(1, log.events().size())) {
      for (HashAlgorithm bank : log.banks()) {
        Bytes changed =
            LogBuilder.copyOf(log)
                .change(event.index(), entry -> withDigest(entry, bank, random))
                .bytes();
        assertThat(unnoticed(changed, before, event, bank)).as("%s %s", event, bank).isFalse();
      }
    }
  }

  private static LogBuilder.Entry withDigest(
      LogBuilder.Entry entry, HashAlgorithm bank, RandomGenerator random) {
    Map<HashAlgorithm, Digest> digests = new LinkedHashMap<>(entry.digests());
    digests.computeIfPresent(bank, (_, old) -> new Digest(bank, flipped(old.value(), random)));
    return new LogBuilder.Entry(entry.pcr(), entry.type(), digests, entry.data());
  }

  /// A refused log is noticed; one that is read must lead to another value of that PCR, and of none
  /// else.
  private static boolean unnoticed(Bytes raw, Replay before, Event event, HashAlgorithm bank) {
    try {
      Replay after = Replay.of(EventLog.parse(raw));
      var pcr = event.pcrIndex().orElseThrow();
      return after.values().get(bank, pcr).equals(before.values().get(bank, pcr));
    } catch (MalformedInput _) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"clean-A1", "clean-B", "banks-C1"})
  void changedBitOfVerifiedDataIsVerifiedNoMore(String capture) {
    RandomGenerator random = random();
    EventLog log = Captures.log(capture);
    int lost = 0;
    for (Event event : log.events()) {
      for (int i = 0; i < FLIPS_PER_EVENT && event.trust() == Trust.VERIFIED_DATA; i++) {
        Event changed = withData(log, event, flipped(event.data(), random));
        if (changed.trust() == Trust.VERIFIED_DATA) {
          // The bit is of a name or a prefix that no digest covers.
          assertThat(changed.covered()).as("%s", event).isEqualTo(event.covered());
          assertThat(event.coverage()).as("%s", event).isNotEqualTo(Coverage.DATA);
        } else {
          lost++;
        }
      }
    }
    assertThat(lost).as("changes that were noticed").isGreaterThan(100);
  }

  private static Event withData(EventLog log, Event event, Bytes data) {
    return LogBuilder.copyOf(log)
        .change(
            event.index(),
            entry -> new LogBuilder.Entry(entry.pcr(), entry.type(), entry.digests(), data))
        .log()
        .events()
        .get(event.index());
  }

  private static Bytes flipped(Bytes bytes, RandomGenerator random) {
    byte[] changed = bytes.toArray();
    int bit = random.nextInt(8 * changed.length);
    changed[bit / 8] ^= (byte) (1 << bit % 8);
    return Bytes.wrap(changed);
  }
}

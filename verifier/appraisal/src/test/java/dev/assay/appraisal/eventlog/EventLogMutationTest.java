package dev.assay.appraisal.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.golden.Redaction;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.EnumSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Damaged logs: whatever becomes of them, parsing ends in a log that is written back byte for
/// byte, or in a reason; never in another exception. Seeded, so that a failure comes again.
class EventLogMutationTest {
  private static final int ROUNDS = 1_000;

  private static final List<Bytes> SEEDS =
      List.of(
          Captures.bytes("clean-A1", Captures.LOG),
          Captures.bytes("clean-B", Captures.LOG),
          Captures.bytes("banks-C1", Captures.LOG),
          LogBuilder.agile()
              .startupLocality(3)
              .event(0, EventType.EFI_PLATFORM_FIRMWARE_BLOB2, EventData.blob2("DXEFV", 1, 2))
              .event(0, EventType.POST_CODE2, EventData.blob2("POST", 1, 2))
              .separators()
              .event(
                  1,
                  EventType.EFI_VARIABLE_BOOT2,
                  EventData.variable(
                      "Boot0001", EventData.loadOption("PXE", EventData.macPath("525400112233"))))
              .event(5, EventType.EFI_GPT_EVENT2, EventData.gpt("00".repeat(16), "11".repeat(16)))
              .bytes(),
          LogBuilder.agile()
              .event(2, EventType.EFI_SPDM_FIRMWARE_BLOB, spdm())
              .event(
                  1, EventType.EFI_HANDOFF_TABLES2, Bytes.concat(Bytes.fromHex("0341"), tables()))
              .event(13, EventType.EVENT_TAG, Bytes.fromHex("0100014009000000010005000100000000"))
              .noAction(0, EventData.ascii("SP800-155 Event\0abcd0123456789abcdef"))
              .bytes(),
          Bytes.concat(
              LogBuilder.sha1Record(
                  1, EventType.NO_ACTION, EventData.specId(List.of(HashAlgorithm.SHA384))),
              LogBuilder.withHeader(Bytes.EMPTY, HashAlgorithm.SHA384)
                  .event(3, EventType.EFI_ACTION, "Calling")
                  .bytes()),
          Bytes.concat(
              LogBuilder.sha1Record(0, EventType.S_CRTM_VERSION, EventData.utf16("1.0")),
              LogBuilder.sha1Record(4, EventType.EFI_ACTION, EventData.ascii("Calling"))));

  private static Bytes spdm() {
    return Bytes.concat(
        EventData.ascii("SPDM Device Sec2"),
        Bytes.fromHex(
            "0200000000000000010000000000000012000000070000000000000008000000000000007fff0400"),
        Bytes.fromHex("7fff0400"),
        Bytes.fromHex("120001000200000001010600"),
        Bytes.fromHex("010300abcdef"),
        Bytes.fromHex("000010008680211501000002d9152115"));
  }

  private static Bytes tables() {
    return Bytes.concat(
        EventData.ascii("CP"),
        Bytes.fromHex("0100000000000000"),
        EventData.GLOBAL,
        Bytes.fromHex("00b0df5d00000000"));
  }

  @Test
  void undamagedSeedsAreDecoded() throws MalformedInput {
    for (Bytes seed : SEEDS) {
      assertThat(EventLog.parse(seed).events())
          .noneMatch(event -> event.payload() instanceof EventPayload.Malformed);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void onlyMalformedInputComesOutOfDamage(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    int readable = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Bytes damaged = damaged(SEEDS.get(random.nextInt(SEEDS.size())), random);
      if (PreparedLog.of(damaged) instanceof PreparedLog.Readable(var replay)) {
        EventLog log = replay.log();
        readable++;
        Bytes written = log.write();
        assertThat(damaged.slice(0, written.length())).isEqualTo(written);
        if (log.format() != EventLog.Format.CONFIDENTIAL_COMPUTING) {
          assertThat(replay.values().banks().keySet())
              .containsExactlyInAnyOrderElementsOf(EnumSet.copyOf(log.banks()));
        }
        assertThat(log.events()).allMatch(EventLogMutationTest::isSafe);
      }
    }
    assertThat(readable).as("damage that leaves a log well formed").isPositive();
  }

  /// Nothing unprintable for people, trust just where something is covered, and everything that is
  /// said to vary can be taken out.
  private static boolean isSafe(Event event) {
    return event.label().length() <= 80
        && event.detail().chars().noneMatch(Character::isISOControl)
        && (event.trust() == Trust.VERIFIED_DATA) == (event.coverage() != Coverage.NOTHING)
        && !(event.claimBroken() && event.trust() != Trust.DIGEST_ONLY)
        && Redaction.restOf(event, Redaction.fieldsIn(event)).isPresent()
            != Redaction.fieldsIn(event).isEmpty();
  }

  private static Bytes damaged(Bytes seed, RandomGenerator random) {
    byte[] bytes = seed.toArray();
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(bytes.length);
      bytes[at] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) random.nextInt(256);
            case 1 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
            case 2 -> (byte) 0xFF;
            default -> 0;
          };
    }
    Bytes whole = Bytes.wrap(bytes);
    int at = random.nextInt(bytes.length);
    int length = random.nextInt(Math.min(64, bytes.length - at) + 1);
    return switch (random.nextInt(5)) {
      case 0 -> whole.slice(0, at);
      case 1 -> Bytes.concat(whole.slice(0, at), whole.slice(at + length, bytes.length));
      case 2 -> Bytes.concat(whole.slice(0, at + length), whole.slice(at, bytes.length));
      default -> whole;
    };
  }
}

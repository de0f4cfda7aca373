package dev.assay.appraisal.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.Promises;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// Each limit is in the reason of the refusal, and what is just within it is accepted.
class EventLogLimitsTest {
  private static void assertRefused(Bytes log, String limit) {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> EventLog.parse(log))
        .withMessageContaining(limit);
  }

  @Test
  void logOfMoreThan8MiBIsRefused() {
    LogBuilder log = LogBuilder.agile();
    int padding = EventLog.MAX_SIZE - log.bytes().length();

    assertThatNoException()
        .isThrownBy(() -> EventLog.parse(log.tail(Bytes.wrap(new byte[padding])).bytes()));
    assertRefused(log.tail(Bytes.wrap(new byte[padding + 1])).bytes(), "the 8,388,608 allowed");
  }

  @Test
  void moreThan10000EventsAreRefused() throws MalformedInput {
    LogBuilder log = LogBuilder.withBanks(HashAlgorithm.SHA256);
    for (int i = 1; i < EventLog.MAX_EVENTS; i++) {
      log.event(8, EventType.IPL, Bytes.EMPTY);
    }

    assertThat(EventLog.parse(log.bytes()).events()).hasSize(EventLog.MAX_EVENTS);
    assertRefused(log.event(8, EventType.IPL, Bytes.EMPTY).bytes(), "the 10,000 events allowed");
  }

  @Test
  void eventDataOfMoreThan1MiBIsRefused() {
    Bytes most = Bytes.wrap(new byte[EventLog.MAX_EVENT_DATA]);
    Bytes more = Bytes.wrap(new byte[EventLog.MAX_EVENT_DATA + 1]);

    assertThatNoException()
        .isThrownBy(
            () -> EventLog.parse(LogBuilder.agile().event(0, EventType.EVENT_TAG, most).bytes()));
    assertRefused(
        LogBuilder.agile().event(0, EventType.EVENT_TAG, more).bytes(), "the 1,048,576 allowed");
  }

  @Test
  void sizeThatIsOnlyClaimedAllocatesNothing() {
    Bytes record =
        ByteWriter.littleEndian()
            .u32(0)
            .u32(4)
            .u32(1)
            .u16(0x000B)
            .bytes(HashAlgorithm.SHA256.zero().value())
            .u32(EventLog.MAX_EVENT_DATA)
            .toBytes();
    Bytes log = LogBuilder.withBanks(HashAlgorithm.SHA256).tail(record).bytes();
    assertRefused(log, "1048576 bytes, 0 remain");
    assertThat(Promises.parsed(log.toArray(), 64, EventLog::parse)).isEmpty();
  }

  @Test
  void devicePathOfTooManyNodesIsMalformed() {
    ByteWriter path = ByteWriter.littleEndian();
    for (int i = 0; i < DevicePath.MAX_NODES; i++) {
      path.bytes(Bytes.fromHex("01010400"));
    }
    Bytes option = EventData.loadOption("", path.bytes(Bytes.fromHex("7fff0400")).toBytes());
    EventLog log =
        LogBuilder.agile()
            .event(1, EventType.EFI_VARIABLE_BOOT2, EventData.variable("Boot0001", option))
            .log();

    assertThat(log.events().getLast().payload())
        .isInstanceOfSatisfying(
            EventPayload.UefiVariable.class,
            variable ->
                assertThat(variable.content())
                    .isEqualTo(new VariableContent.Broken("a device path of more than 256 nodes")));
  }

  @Test
  void manyRunsOfZeroesAreLookedAtOnce() {
    // SHA-1-only records that are all zero, up to the limit of the log, and a last byte that is
    // not.
    byte[] raw = new byte[EventLog.MAX_SIZE];
    raw[raw.length - 1] = 1;

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertRefused(Bytes.wrap(raw), "the 10,000 events allowed"));
  }
}

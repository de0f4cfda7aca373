package dev.assay.appraisal.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A partition table without partitions, one number of it changed.
class GptTest {
  private static final Bytes EMPTY = EventData.gpt("00".repeat(16));
  private static final int HEADER_SIZE = 12;
  private static final int ENTRY_SIZE = 84;
  private static final int COUNT = 92;

  private static EventPayload decoded(Bytes data) {
    return LogBuilder.agile()
        .event(5, EventType.EFI_GPT_EVENT, data)
        .log()
        .events()
        .getLast()
        .payload();
  }

  private static Bytes with(int offset, long number) {
    return Bytes.concat(
        EMPTY.slice(0, offset),
        ByteWriter.littleEndian().u32(number).toBytes(),
        EMPTY.slice(offset + 4, EMPTY.length()));
  }

  @ParameterizedTest
  @CsvSource({HEADER_SIZE + ",92", HEADER_SIZE + ",512", ENTRY_SIZE + ",128", ENTRY_SIZE + ",4096"})
  void sizesAtTheirBoundsAreRead(int offset, long number) {
    assertThat(decoded(with(offset, number))).isInstanceOf(EventPayload.Gpt.class);
  }

  @ParameterizedTest
  @CsvSource({
    HEADER_SIZE + ",91,header of 91 bytes",
    HEADER_SIZE + ",513,header of 513 bytes",
    ENTRY_SIZE + ",127,entries of 127 bytes",
    ENTRY_SIZE + ",4097,entries of 4097 bytes",
    COUNT + ",1025,more than 1024 partitions",
    COUNT + ",1024,a partition entry of 128 bytes"
  })
  void otherSizesAreMalformed(int offset, long number, String reason) {
    assertThat(decoded(with(offset, number)))
        .isInstanceOfSatisfying(
            EventPayload.Malformed.class,
            malformed -> assertThat(malformed.reason()).contains(reason));
  }

  @Test
  void byteAfterTheLastPartitionIsMalformed() {
    assertThat(decoded(EMPTY)).isInstanceOf(EventPayload.Gpt.class);
    assertThat(decoded(Bytes.concat(EMPTY, Bytes.fromHex("00"))))
        .isInstanceOf(EventPayload.Malformed.class);
  }
}

package dev.assay.appraisal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteReaderTest {
  private static final Bytes NUMBERS = Bytes.fromHex("fffefdfcfbfaf9f8f7f6f5f4f3f2f1");

  @Test
  void numbersAreUnsignedInBothOrders() throws MalformedInput {
    ByteReader big = ByteReader.bigEndian(NUMBERS);
    assertThat(big.u8()).isEqualTo(0xFF);
    assertThat(big.u16()).isEqualTo(0xFEFD);
    assertThat(big.u32()).isEqualTo(0xFCFBFAF9L);
    assertThat(big.u64()).isEqualTo(0xF8F7F6F5F4F3F2F1L);
    ByteReader little = ByteReader.littleEndian(NUMBERS);
    assertThat(little.u8()).isEqualTo(0xFF);
    assertThat(little.u16()).isEqualTo(0xFDFE);
    assertThat(little.u32()).isEqualTo(0xF9FAFBFCL);
    assertThat(little.u64()).isEqualTo(0xF1F2F3F4F5F6F7F8L);
    little.expectEnd("the numbers");
  }

  @Test
  void writerGivesBackWhatWasRead() {
    assertThat(
            ByteWriter.bigEndian()
                .u8(0xFF)
                .u16(0xFEFD)
                .u32(0xFCFBFAF9L)
                .u64(0xF8F7F6F5F4F3F2F1L)
                .toBytes())
        .isEqualTo(NUMBERS);
    assertThat(
            ByteWriter.littleEndian()
                .u8(0xFF)
                .u16(0xFDFE)
                .u32(0xF9FAFBFCL)
                .u64(0xF1F2F3F4F5F6F7F8L)
                .toBytes())
        .isEqualTo(NUMBERS);
  }

  @Test
  void numberTooLargeToWriteIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ByteWriter.bigEndian().u8(256));
    assertThatIllegalArgumentException().isThrownBy(() -> ByteWriter.bigEndian().u16(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> ByteWriter.bigEndian().u32(1L << 32));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ByteWriter.bigEndian().sized(Bytes.wrap(new byte[65536])));
  }

  @ParameterizedTest
  @ValueSource(longs = {16, Integer.MAX_VALUE, 0xFFFFFFFFL, 1L << 62, -1})
  void moreThanRemainsIsNeverTaken(long count) {
    ByteReader reader = ByteReader.littleEndian(NUMBERS);
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> reader.take(count, "event data"))
        .withMessage("at byte 0: event data of %d bytes, 15 remain", count);
    assertThat(reader.remaining()).isEqualTo(15);
  }

  @Test
  void numberBeyondTheEndIsMalformed() throws MalformedInput {
    ByteReader reader = ByteReader.bigEndian(NUMBERS.slice(0, 3));
    reader.u16();
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(reader::u16)
        .satisfies(e -> assertThat(e.offset()).isEqualTo(2));
  }

  @Test
  void whatIsPassedOverMustBeThere() throws MalformedInput {
    ByteReader reader = ByteReader.bigEndian(Bytes.fromHex("00010203"));
    reader.skip(3, "a head");
    assertThat(reader.u8()).isEqualTo(3);
    assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> reader.skip(1, "a tail"));
    assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> reader.skip(-1, "a tail"));
    assertThat(reader.position()).isEqualTo(4);
  }

  @Test
  void trailingBytesAreMalformed() throws MalformedInput {
    ByteReader reader = ByteReader.bigEndian(NUMBERS);
    reader.u64();
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> reader.expectEnd("the quote"))
        .withMessage("at byte 8: 7 bytes after the end of the quote");
  }

  @Test
  void readerOfAPartCountsFromTheWholeAndKeepsItsOrder() throws MalformedInput {
    ByteReader whole = ByteReader.littleEndian(NUMBERS);
    whole.u32();
    ByteReader part = whole.reader(4, "part");
    assertThat(part.u16()).isEqualTo(0xFAFB);
    assertThat(part.position()).isEqualTo(6);
    assertThat(part.remaining()).isEqualTo(2);
    assertThat(whole.position()).isEqualTo(8);
    part.take(2, "rest");
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(part::u8)
        .satisfies(e -> assertThat(e.offset()).isEqualTo(8));
  }

  @Test
  void sizedFieldIsBoundByItsLimitAndByWhatRemains() throws MalformedInput {
    Bytes field = Bytes.fromHex("0002aabbcc");
    assertThat(ByteReader.bigEndian(field).sized(2, "name").toHex()).isEqualTo("aabb");
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> ByteReader.bigEndian(field).sized(1, "name"))
        .withMessage("at byte 0: name of 2 bytes, 1 at most");
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> ByteReader.bigEndian(Bytes.fromHex("0003aabb")).sized(9, "name"))
        .withMessage("at byte 2: name of 3 bytes, 2 remain");
  }
}

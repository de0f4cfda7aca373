package dev.assay.appraisal.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.QuoteBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuoteStatementTest {
  private static final PcrSelection SELECTION =
      PcrSelection.of(List.of(HashAlgorithm.SHA256), 0xFFFF);

  private static QuoteBuilder good() {
    return QuoteBuilder.of(Captures.pcrs("clean-A1"), SELECTION, HashAlgorithm.SHA256);
  }

  private static void assertMalformed(QuoteBuilder quote, String reason) {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> QuoteStatement.parse(quote.write()))
        .withMessageContaining(reason);
  }

  @Test
  void quoteOfARealTpmIsReadWhole() throws MalformedInput {
    Bytes raw = Captures.bytes("clean-A1", "quote/quote.msg");
    QuoteStatement quote = QuoteStatement.parse(raw);
    assertThat(quote.raw()).isEqualTo(raw);
    assertThat(quote.selection()).isEqualTo(SELECTION);
    assertThat(quote.clockInfo()).isEqualTo(new ClockInfo(0x737B, 3, 0, true));
    assertThat(quote.firmwareVersion()).isEqualTo(0x2019102300163636L);
    assertThat(quote.qualifiedSigner().toHex()).startsWith("000b8220");
    assertThat(quote.extraData().length()).isEqualTo(32);
    assertThat(quote.pcrDigest().toHex()).startsWith("3243e337");
  }

  @Test
  void selectionOfTheFirmwareQuoteIsReadBitByBit() throws MalformedInput {
    QuoteStatement quote = QuoteStatement.parse(Captures.bytes("clean-A1", "quote/fw.msg"));
    assertThat(quote.selection().mask(HashAlgorithm.SHA256)).isEqualTo(0x43FF);
  }

  @Test
  void wrongMagicIsRefused() {
    assertMalformed(good().magic(0xFF544346L), "no TPM made it");
  }

  @ParameterizedTest
  @CsvSource({"8014", "8015", "8016", "8017", "8019", "801A", "801C", "0000"})
  void attestationOfAnotherTypeIsRefused(String type) {
    assertMalformed(good().type(Integer.parseInt(type, 16)), "not a quote");
  }

  @Test
  void trailingByteIsRefused() {
    assertMalformed(good().tail(Bytes.wrap(new byte[1])), "after the end of the quote");
  }

  @Test
  void extraDataOverItsBoundIsRefused() {
    assertMalformed(good().extraData(Bytes.wrap(new byte[67])), "66 at most");
  }

  @Test
  void digestOverItsBoundIsRefused() {
    assertMalformed(good().pcrDigest(Bytes.wrap(new byte[65])), "64 at most");
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true"})
  void clockIsSafeWhereTheTpmSaysSo(int said, boolean safe) throws MalformedInput {
    assertThat(QuoteStatement.parse(good().safe(said).write()).clockInfo().safe()).isEqualTo(safe);
  }

  @Test
  void safeThatIsNeitherYesNorNoIsRefused() {
    assertMalformed(good().safe(2), "not 0 or 1");
  }

  @ParameterizedTest
  @CsvSource({
    "01ffffff, 33554431 PCR banks",
    "ffffffff, 4294967295 PCR banks",
    "00000009, 9 PCR banks",
    "00000001 00ff 03 000000, unknown hash 0x00ff",
    "00000001 000b 00, PCR bitmap of 0 bytes",
    "00000001 000b 05 0000000000, PCR bitmap of 5 bytes",
    "00000001 000b 04 00000001, a PCR above 23",
    "00000002 000b 03 010000 000b 03 020000, named twice",
    "00000002 000b 03 010000, a number of 2 bytes"
  })
  void selectionThatIsNotAllowedIsRefused(String hex, String reason) {
    Bytes selection = Bytes.fromHex(hex.replace(" ", ""));
    if (reason.startsWith("a number")) {
      assertThatExceptionOfType(MalformedInput.class)
          .isThrownBy(() -> PcrSelection.read(ByteReader.bigEndian(selection)))
          .withMessageContaining(reason);
    } else {
      assertMalformed(good().selection(selection), reason);
    }
  }

  @ParameterizedTest
  @CsvSource({"01 01, 1", "02 0180, 32769", "04 01008000, 8388609"})
  void bitmapsOfOneToFourBytesAreRead(String sizeAndBits, int mask) throws MalformedInput {
    Bytes selection = Bytes.fromHex("00000001000b" + sizeAndBits.replace(" ", ""));
    assertThat(QuoteStatement.parse(good().selection(selection).write()).selection().banks())
        .containsExactly(new PcrSelection.Bank(HashAlgorithm.SHA256, mask));
  }

  @Test
  void statementOverTheLimitIsRefused() {
    assertMalformed(good().tail(Bytes.wrap(new byte[2048])), "2048 at most");
    int room = 2048 - good().write().length();
    assertMalformed(good().tail(Bytes.wrap(new byte[room])), "after the end of the quote");
  }
}

package dev.assay.agent.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.assay.agent.tpm.TpmException.Code;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class WireReaderTest {

  @Test
  void whatAWriterWroteIsReadBack() throws TpmException {
    ByteString bytes =
        new WireWriter()
            .u8(0xFE)
            .u16(0xFEDC)
            .u32(0xFEDC_BA98)
            .sized(ByteString.copyFromUtf8("abc"))
            .toBytes();
    WireReader in = new WireReader(bytes, "test");

    assertThat(in.u8()).isEqualTo(0xFE);
    assertThat(in.u16()).isEqualTo(0xFEDC);
    assertThat(in.u32()).isEqualTo(0xFEDC_BA98);
    assertThat(in.sized()).isEqualTo(ByteString.copyFromUtf8("abc"));
    in.expectEnd();
  }

  @Test
  void lengthBeyondTheEndIsRefusedBeforeAnythingIsTaken() {
    WireReader in = new WireReader(ByteString.fromHex("ffff01"), "test");

    assertThat(catchThrowableOfType(TpmException.class, in::sized).code())
        .isEqualTo(Code.MALFORMED);
  }

  @Test
  void countThatCanNotFitIsRefused() {
    for (String count : new String[] {"7fffffff", "ffffffff", "00000002"}) {
      WireReader in = new WireReader(ByteString.fromHex(count + "010203"), "test");

      assertThat(catchThrowableOfType(TpmException.class, () -> in.count(3)).code())
          .isEqualTo(Code.MALFORMED);
    }
  }

  @Test
  void trailingBytesAreRefused() {
    WireReader in = new WireReader(ByteString.fromHex("00"), "test");

    assertThat(catchThrowableOfType(TpmException.class, in::expectEnd))
        .hasMessage("test is malformed: at byte 0 of 1 it has 1 bytes too many");
  }

  /// The seed is fixed, so that a failure can be repeated.
  @Test
  void randomBytesNeverEndInAnythingButAValueOrMalformed() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      if (bytes.length > 1) {
        bytes[0] = 0; // so that types and attest magic are hit more often
      }
      ByteString input = ByteString.copyFrom(bytes);
      refusesOrParses(() -> PublicArea.parse(input, "test"));
      refusesOrParses(() -> QuotedPcrs.parse(input));
      refusesOrParses(() -> PcrBank.readAll(new WireReader(input, "test")));
      EkCertificates.split(input);
    }
  }

  @FunctionalInterface
  private interface Parser {
    Object parse() throws TpmException;
  }

  private static void refusesOrParses(Parser parser) {
    try {
      assertThat(parser.parse()).isNotNull();
    } catch (TpmException e) {
      assertThat(e.code()).isIn(Code.MALFORMED, Code.UNSUPPORTED);
    }
  }
}

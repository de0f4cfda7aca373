package dev.assay.appraisal.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.testing.Captures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TpmSignatureTest {
  @Test
  void signatureOfARealTpmIsRead() throws MalformedInput {
    assertThat(TpmSignature.parse(Captures.bytes("clean-A1", "quote/quote.sig")))
        .isInstanceOfSatisfying(
            TpmSignature.Ecdsa.class,
            ecdsa -> {
              assertThat(ecdsa.hash()).isEqualTo(HashAlgorithm.SHA256);
              assertThat(ecdsa.r().length()).isEqualTo(32);
              assertThat(ecdsa.s().toHex()).startsWith("ab8d2f7b");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "'', a number of 2 bytes",
    "0010, unknown signature scheme 0x0010",
    "0005 000b, unknown signature scheme 0x0005",
    "001a 000b, unknown signature scheme 0x001a",
    "001b 0012, unknown signature scheme 0x001b",
    "0018 0010 0000 0000, unknown hash 0x0010",
    "0018 000b 0043, ECDSA r of 67 bytes",
    "0018 000b ffff, ECDSA r of 65535 bytes",
    "0018 000b 0001 01 0043, ECDSA s of 67 bytes",
    "0018 000b 0001 01 0002 01, ECDSA s of 2 bytes",
    "0018 000b 0001 01 0001 01 00, 1 bytes after the end",
    "0014 000b 0201, RSA signature of 513 bytes",
    "0016 000b 0001, RSA signature of 1 bytes"
  })
  void whatIsNotAllowedIsRefused(String hex, String reason) {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> TpmSignature.parse(Bytes.fromHex(hex.replace(" ", ""))))
        .withMessageContaining(reason);
  }

  @Test
  void signatureOverTheLimitIsRefused() {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> TpmSignature.parse(Bytes.wrap(new byte[1025])))
        .withMessageContaining("1024 at most");
  }
}

package dev.assay.appraisal.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.TestKeys;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
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
  void writtenSignatureIsTheOneThatWasRead() throws MalformedInput {
    KeyPair rsa = TestKeys.rsa(2048);
    for (Bytes signature :
        List.of(
            Captures.bytes("clean-A1", "quote/quote.sig"),
            TestKeys.signRsaSsa(rsa, Bytes.EMPTY, HashAlgorithm.SHA256),
            TestKeys.signRsaPss(rsa, Bytes.EMPTY, HashAlgorithm.SHA384, 48))) {
      assertThat(TpmSignature.parse(signature).write()).isEqualTo(signature);
    }
  }

  @Test
  void plainSignatureIsReadByTheSchemeThatIsKnown() throws MalformedInput {
    KeyScheme ecdsa = KeyScheme.ecdsa(HashAlgorithm.SHA256);
    // r = 1, s = 2^255: a zero byte before it says that it is not negative.
    Bytes der =
        Bytes.fromHex(
            "3026020101022100"
                + "8000000000000000000000000000000000000000000000000000000000000000");
    assertThat(TpmSignature.ofPlain(der, ecdsa))
        .isEqualTo(
            new TpmSignature.Ecdsa(
                HashAlgorithm.SHA256, Bytes.fromHex("01"), der.slice(8, der.length())));
    KeyScheme pss = KeyScheme.rsaPss(HashAlgorithm.SHA384);
    assertThat(TpmSignature.ofPlain(der, pss))
        .isEqualTo(new TpmSignature.RsaPss(HashAlgorithm.SHA384, der));
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "30",
    "3000",
    "3003020101",
    "3006020101020101ff",
    "3009020101020101020101",
    "30060201ff020101",
    "3007020101 02020001",
    "30060401010201 01",
    "308006020101020101"
  })
  void plainSignatureThatIsNoPairInDerIsRefused(String hex) {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(
            () ->
                TpmSignature.ofPlain(
                    Bytes.fromHex(hex.replace(" ", "")), KeyScheme.ecdsa(HashAlgorithm.SHA256)));
  }

  @Test
  void signatureOverTheLimitIsRefused() {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> TpmSignature.parse(Bytes.wrap(new byte[1025])))
        .withMessageContaining("1024 at most");
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> TpmSignature.parse(Bytes.wrap(new byte[1024])))
        .withMessageContaining("unknown signature scheme");
  }

  @Test
  void plainSignatureOverTheLimitIsRefused() throws MalformedInput {
    KeyScheme scheme = KeyScheme.rsaSsa(HashAlgorithm.SHA256);
    Bytes most = Bytes.wrap(new byte[1024]);
    assertThat(TpmSignature.ofPlain(most, scheme))
        .isEqualTo(new TpmSignature.RsaSsa(HashAlgorithm.SHA256, most));
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> TpmSignature.ofPlain(Bytes.wrap(new byte[1025]), scheme))
        .withMessageContaining("1024 at most");
  }

  /// A number of the largest curve has 66 bytes.
  @ParameterizedTest
  @CsvSource({"00, true", "7f, true", "ff, true", "0100, false"})
  void plainNumbersAreBounded(String first, boolean read) throws MalformedInput {
    BigInteger r = new BigInteger(first + "00".repeat(65), 16);
    KeyScheme scheme = KeyScheme.ecdsa(HashAlgorithm.SHA256);
    Bytes der = pair(r, BigInteger.ONE);
    if (read) {
      assertThat(TpmSignature.ofPlain(der, scheme))
          .isInstanceOfSatisfying(
              TpmSignature.Ecdsa.class,
              pair -> assertThat(new BigInteger(1, pair.r().toArray())).isEqualTo(r));
    } else {
      assertThatExceptionOfType(MalformedInput.class)
          .isThrownBy(() -> TpmSignature.ofPlain(der, scheme))
          .withMessageContaining("out of range");
    }
  }

  private static Bytes pair(BigInteger r, BigInteger s) {
    try {
      ASN1Integer[] numbers = {new ASN1Integer(r), new ASN1Integer(s)};
      return Bytes.wrap(new DERSequence(numbers).getEncoded());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void schemesAreNamedInFull() {
    assertThat(KeyScheme.rsaPss(HashAlgorithm.SHA384)).hasToString("RSAPSS with SHA-384");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TpmSignature.ofPlain(Bytes.EMPTY, KeyScheme.UNBOUND))
        .withMessageContaining("no hash");
  }
}

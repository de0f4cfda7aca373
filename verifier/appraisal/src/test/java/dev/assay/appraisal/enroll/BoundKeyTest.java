package dev.assay.appraisal.enroll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.testing.PublicAreas;
import dev.assay.appraisal.testing.SoftwareTpm;
import dev.assay.appraisal.testing.TestKeys;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.TpmPublic;
import dev.assay.appraisal.tpm.TpmSignature;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundKeyTest {
  private static final Bytes MESSAGE = Bytes.fromHex("ff54434780180102030405");
  private static final BigInteger ORDER =
      ((ECPublicKey) TestKeys.ec("secp256r1").getPublic()).getParams().getOrder();

  private static TpmSignature parse(Bytes signature) {
    try {
      return TpmSignature.parse(signature);
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  private static TpmSignature.Ecdsa goodEc() {
    return (TpmSignature.Ecdsa) parse(TestKeys.signEc(TestKeys.ec("secp256r1"), MESSAGE));
  }

  private static TpmSignature ecdsa(BigInteger r, BigInteger s) {
    return new TpmSignature.Ecdsa(
        HashAlgorithm.SHA256, PublicAreas.unsigned(r, 33), PublicAreas.unsigned(s, 33));
  }

  @ParameterizedTest
  @CsvSource({
    "ecc, ecdsa, sha256",
    "ecc384, ecdsa, sha384",
    "rsa, rsassa, sha256",
    "rsa, rsassa, sha384",
    "rsa, rsapss, sha256",
    "rsa, rsapss, sha512"
  })
  void quotesByEverySchemeOfARealTpmVerify(String algorithm, String scheme, String hash)
      throws MalformedInput {
    try (SoftwareTpm tpm = SoftwareTpm.start()) {
      tpm.run("tpm2_createek -c ek.ctx -G ecc256 -u ek.pub");
      tpm.flush();
      tpm.run(
          "tpm2_createak -C ek.ctx -c ak.ctx -G %s -s %s -g %s -u ak.pub"
              .formatted(algorithm, scheme, hash));
      tpm.flush();
      tpm.run(
          "tpm2_quote -c ak.ctx -l sha256:0,1,2 -q 1234 -m quote -s signature -g %s --scheme %s"
              .formatted(hash, scheme));
      BoundKey key =
          BoundKey.recall(
              TpmPublic.parseSized(tpm.read("ek.pub")).sha256(),
              TpmPublic.parseSized(tpm.read("ak.pub")));
      assertThat(key.verifies(tpm.read("quote"), parse(tpm.read("signature")))).isTrue();
      assertThat(key.verifies(MESSAGE, parse(tpm.read("signature")))).isFalse();
    }
  }

  @Test
  void pssWithTheLongestSaltVerifies() {
    Bytes signature =
        TestKeys.signRsaPss(TestKeys.rsa(2048), MESSAGE, HashAlgorithm.SHA256, 256 - 32 - 2);
    BoundKey key = TestKeys.boundRsa(PublicAreas.RSAPSS, PublicAreas.SHA256);
    assertThat(key.verifies(MESSAGE, parse(signature))).isTrue();
  }

  @Test
  void signatureWithoutLeadingZerosVerifies() {
    TpmSignature.Ecdsa good = goodEc();
    assertThat(
            TestKeys.boundEc()
                .verifies(
                    MESSAGE,
                    ecdsa(
                        new BigInteger(1, good.r().toArray()),
                        new BigInteger(1, good.s().toArray()))))
        .isTrue();
  }

  @Test
  void zeroSignatureIsInvalid() {
    assertThat(TestKeys.boundEc().verifies(MESSAGE, ecdsa(BigInteger.ZERO, BigInteger.ZERO)))
        .isFalse();
  }

  @Test
  void numbersOutsideTheOrderAreInvalid() {
    TpmSignature.Ecdsa good = goodEc();
    BigInteger r = new BigInteger(1, good.r().toArray());
    BigInteger s = new BigInteger(1, good.s().toArray());
    BoundKey key = TestKeys.boundEc();
    assertThat(key.verifies(MESSAGE, ecdsa(r.add(ORDER), s))).isFalse();
    assertThat(key.verifies(MESSAGE, ecdsa(r, s.add(ORDER)))).isFalse();
    assertThat(key.verifies(MESSAGE, ecdsa(r, ORDER))).isFalse();
    assertThat(key.verifies(MESSAGE, ecdsa(ORDER, s))).isFalse();
    assertThat(key.verifies(MESSAGE, ecdsa(r, BigInteger.ZERO))).isFalse();
    assertThat(key.verifies(MESSAGE, ecdsa(BigInteger.ZERO, s))).isFalse();
  }

  @Test
  void emptyNumbersAreInvalid() {
    assertThat(
            TestKeys.boundEc()
                .verifies(
                    MESSAGE,
                    new TpmSignature.Ecdsa(HashAlgorithm.SHA256, Bytes.EMPTY, Bytes.EMPTY)))
        .isFalse();
  }

  @Test
  void rsaSignatureOfAnotherLengthIsInvalid() {
    Bytes good = TestKeys.signRsaSsa(TestKeys.rsa(2048), MESSAGE, HashAlgorithm.SHA256);
    Bytes value = good.slice(6, good.length());
    BoundKey key = TestKeys.boundRsa(PublicAreas.RSASSA, PublicAreas.SHA256);
    for (Bytes altered :
        new Bytes[] {
          Bytes.EMPTY,
          value.slice(0, 255),
          Bytes.concat(value, Bytes.wrap(new byte[1])),
          Bytes.concat(Bytes.wrap(new byte[1]), value)
        }) {
      assertThat(key.verifies(MESSAGE, new TpmSignature.RsaSsa(HashAlgorithm.SHA256, altered)))
          .isFalse();
    }
    assertThat(key.verifies(MESSAGE, parse(good))).isTrue();
  }

  @Test
  void signatureOfAnotherSchemeIsInvalidEvenWhereItHolds() {
    Bytes pss = TestKeys.signRsaPss(TestKeys.rsa(2048), MESSAGE, HashAlgorithm.SHA256, 32);
    assertThat(
            TestKeys.boundRsa(PublicAreas.RSASSA, PublicAreas.SHA256).verifies(MESSAGE, parse(pss)))
        .isFalse();
    Bytes sha384 = TestKeys.signRsaSsa(TestKeys.rsa(2048), MESSAGE, HashAlgorithm.SHA384);
    assertThat(
            TestKeys.boundRsa(PublicAreas.RSASSA, PublicAreas.SHA256)
                .verifies(MESSAGE, parse(sha384)))
        .isFalse();
  }

  @Test
  void keyThatMayNotAttestCantBeRecalled() {
    Bytes unrestricted =
        PublicAreas.ak(PublicAreas.ECDSA)
            .attributes(0x00040072)
            .of((ECPublicKey) TestKeys.ec("secp256r1").getPublic());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestKeys.bound(unrestricted))
        .withMessageContaining("restricted is clear");
  }

  @Test
  void recalledKeyKnowsItsMachineAndName() {
    BoundKey key = TestKeys.boundEc();
    assertThat(key.machineId()).isEqualTo(HashAlgorithm.SHA256.zero());
    assertThat(key.name().value())
        .isEqualTo(
            ByteWriter.bigEndian()
                .u16(PublicAreas.SHA256)
                .bytes(HashAlgorithm.SHA256.hash(key.ak().raw()).value())
                .toBytes());
  }
}

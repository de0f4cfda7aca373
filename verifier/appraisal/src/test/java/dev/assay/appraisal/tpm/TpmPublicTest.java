package dev.assay.appraisal.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.PublicAreas;
import dev.assay.appraisal.testing.TestKeys;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TpmPublicTest {
  private static final ECPublicKey EC = (ECPublicKey) TestKeys.ec("secp256r1").getPublic();
  private static final RSAPublicKey RSA = (RSAPublicKey) TestKeys.rsa(2048).getPublic();
  private static final Bytes X = PublicAreas.unsigned(EC.getW().getAffineX(), 32);
  private static final Bytes Y = PublicAreas.unsigned(EC.getW().getAffineY(), 32);

  private static void assertMalformed(Bytes area, String reason) {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> TpmPublic.parse(area))
        .withMessageContaining(reason);
  }

  private static PublicAreas ecc() {
    return PublicAreas.ak(PublicAreas.ECDSA);
  }

  private static PublicAreas rsa() {
    return PublicAreas.ak(PublicAreas.RSASSA);
  }

  @Test
  void akOfARealTpmIsReadAndNamed() throws MalformedInput {
    TpmPublic ak = TpmPublic.parseSized(Captures.bytes("clean-A1", "quote/ak.pub"));
    assertThat(ak.describe()).isEqualTo("ECC P-256");
    assertThat(ak.nameAlgorithm()).isEqualTo(HashAlgorithm.SHA256);
    assertThat(ak.parameters().scheme()).isEqualTo(KeyScheme.ecdsa(HashAlgorithm.SHA256));
    assertThat(ak.name().value()).isEqualTo(Captures.bytes("clean-A1", "quote/ak.name"));
  }

  @Test
  void ekOfARealTpmIsRead() throws MalformedInput {
    TpmPublic ek = TpmPublic.parseSized(Captures.bytes("clean-A1", "quote/ek.pub"));
    assertThat(ek.describe()).isEqualTo("RSA 2048");
    assertThat(ek.parameters().scheme()).isEqualTo(KeyScheme.UNBOUND);
    assertThat(ek.parameters().symmetric()).isEqualTo(new SymmetricDefinition.AesCfb(128));
    assertThat(ek.authPolicy().toHex()).startsWith("837197674484b3f8");
    assertThat(ek.sha256()).isEqualTo(HashAlgorithm.SHA256.hash(ek.raw()));
  }

  @Test
  void keyOfTheJdkIsTheKeyThatWasWritten() throws MalformedInput {
    assertThat(TpmPublic.parse(ecc().of(EC)).publicKey()).isEqualTo(EC);
    assertThat(TpmPublic.parse(rsa().of(RSA)).publicKey()).isEqualTo(RSA);
  }

  @Test
  void exponentZeroIs65537AndTheSameKey() throws MalformedInput {
    TpmPublic implied = TpmPublic.parse(rsa().exponent(0).of(RSA));
    TpmPublic written = TpmPublic.parse(rsa().exponent(65537).of(RSA));
    assertThat(implied.publicKey()).isEqualTo(RSA).isEqualTo(written.publicKey());
    assertThat(implied.sha256()).isNotEqualTo(written.sha256());
    assertThat(implied.keySha256())
        .isEqualTo(written.keySha256())
        .isEqualTo(HashAlgorithm.SHA256.hash(Bytes.wrap(RSA.getEncoded())));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 65535, 65538, 0xFFFFFFFEL})
  void weakOrEvenExponentIsRefused(long exponent) {
    assertMalformed(rsa().exponent(exponent).of(RSA), "RSA exponent " + exponent);
  }

  @Test
  void rsaKeyOf1024BitsIsRefused() {
    assertMalformed(
        rsa().of((RSAPublicKey) TestKeys.rsa(1024).getPublic()), "RSA key of 1024 bits");
  }

  @Test
  void evenModulusIsRefused() {
    byte[] area = rsa().of(RSA).toArray();
    area[area.length - 1] &= (byte) 0xFE;
    assertMalformed(Bytes.wrap(area), "even");
  }

  @Test
  void modulusShorterThanTheKeySizeIsRefused() {
    byte[] area = rsa().of(RSA).toArray();
    area[area.length - 256] = 0;
    assertMalformed(Bytes.wrap(area), "not of 2048 bits");
  }

  @Test
  void pointBesideTheCurveIsRefused() {
    byte[] beside = Y.toArray();
    beside[31] ^= 1;
    assertMalformed(ecc().point(X, Bytes.wrap(beside)), "not on curve P-256");
  }

  @Test
  void pointOfAnotherCurveIsRefused() {
    assertMalformed(ecc().curve(4).point(X, Y), "not on curve P-384");
  }

  @Test
  void pointAtInfinityIsRefused() {
    Bytes zero = Bytes.wrap(new byte[32]);
    assertMalformed(ecc().point(zero, zero), "not on curve");
    assertMalformed(ecc().point(Bytes.EMPTY, Bytes.EMPTY), "not on curve");
  }

  @Test
  void coordinateBeyondTheFieldIsRefused() {
    BigInteger prime = ((ECFieldFp) EC.getParams().getCurve().getField()).getP();
    Bytes beyond = PublicAreas.unsigned(EC.getW().getAffineX().add(prime), 33);
    assertMalformed(ecc().point(beyond, Y), "coordinate of the point of 33 bytes");
    assertMalformed(ecc().point(PublicAreas.unsigned(prime, 32), Y), "not on curve");
  }

  @Test
  void coordinateWithoutItsLeadingZerosIsTheSameKey() throws MalformedInput {
    ECPublicKey key = keyWithLeadingZero();
    Bytes x = PublicAreas.unsigned(key.getW().getAffineX(), 32);
    Bytes y = PublicAreas.unsigned(key.getW().getAffineY(), 32);
    TpmPublic cut = TpmPublic.parse(ecc().point(x.slice(1, 32), y));
    assertThat(cut.publicKey()).isEqualTo(key);
    assertThat(cut.parameters())
        .isInstanceOfSatisfying(
            KeyParameters.Ecc.class, point -> assertThat(point.x()).isEqualTo(x));
    assertThat(TpmPublic.parse(ecc().point(x, y)).publicKey()).isEqualTo(key);
  }

  private static ECPublicKey keyWithLeadingZero() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      while (true) {
        ECPublicKey key = (ECPublicKey) generator.generateKeyPair().getPublic();
        if (key.getW().getAffineX().bitLength() <= 248) {
          return key;
        }
      }
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0008, object of type 0x0008",
    "2, 0010, unknown hash 0x0010",
    "2, 00ff, unknown hash 0x00ff",
    "4, 80050072, reserved bits",
    "4, 00050073, reserved bits",
    "10, 0006, symmetric algorithm",
    "12, 001a, unknown ECC scheme 0x001a",
    "12, 0014, unknown ECC scheme 0x0014",
    "14, 0010, unknown hash",
    "16, 0010, unknown elliptic curve 0x0010",
    "18, 0020, key derivation scheme"
  })
  void fieldThatIsNotKnownIsRefused(int offset, String hex, String reason) {
    byte[] area = ecc().of(EC).toArray();
    byte[] patch = Bytes.fromHex(hex).toArray();
    System.arraycopy(patch, 0, area, offset, patch.length);
    assertMalformed(Bytes.wrap(area), reason);
  }

  @Test
  void trailingByteIsRefused() {
    assertMalformed(Bytes.concat(ecc().of(EC), Bytes.wrap(new byte[1])), "1 bytes after the end");
  }

  @Test
  void everyTruncationIsRefused() {
    for (Bytes area : List.of(ecc().of(EC), rsa().of(RSA))) {
      for (int length = 0; length < area.length(); length++) {
        Bytes cut = area.slice(0, length);
        assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> TpmPublic.parse(cut));
      }
    }
  }

  @Test
  void areaOverTheLimitIsRefused() {
    assertMalformed(Bytes.wrap(new byte[1025]), "1024 at most");
    assertMalformed(Bytes.wrap(new byte[1024]), "unknown hash");
  }

  /// On P-256 a point has x = 0, and with it x = p of the same remainder.
  @Test
  void coordinateThatIsThePrimeIsRefused() throws MalformedInput {
    var curve = EC.getParams().getCurve();
    BigInteger prime = ((ECFieldFp) curve.getField()).getP();
    BigInteger root = curve.getB().modPow(prime.add(BigInteger.ONE).shiftRight(2), prime);
    Bytes y = PublicAreas.unsigned(root, 32);
    assertThat(TpmPublic.parse(ecc().point(Bytes.wrap(new byte[32]), y)).describe())
        .isEqualTo("ECC P-256");
    assertMalformed(ecc().point(PublicAreas.unsigned(prime, 32), y), "not on curve");
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 192, 256})
  void storageKeyWithAnyAesIsRead(int bits) throws MalformedInput {
    assertThat(TpmPublic.parse(PublicAreas.ek().aes(bits).of(EC)).parameters().symmetric())
        .isEqualTo(new SymmetricDefinition.AesCfb(bits));
  }

  @Test
  void aesOfAnotherSizeIsRefused() {
    assertMalformed(PublicAreas.ek().aes(64).of(EC), "of 64 bits");
    assertThatIllegalArgumentException().isThrownBy(() -> new SymmetricDefinition.AesCfb(64));
  }

  @Test
  void byteAfterTheSizedAreaIsRefused() {
    Bytes sized = ByteWriter.bigEndian().sized(ecc().of(EC)).u8(0).toBytes();
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> TpmPublic.parseSized(sized))
        .withMessageContaining("after the end of the sized public area");
  }

  @Test
  void areasAreEqualByTheirBytesAlone() throws MalformedInput {
    TpmPublic one = TpmPublic.parse(ecc().of(EC));
    TpmPublic other = TpmPublic.parse(rsa().of(RSA));
    assertThat(one).isEqualTo(TpmPublic.parse(ecc().of(EC))).isNotEqualTo(other);
    assertThat(one).hasSameHashCodeAs(TpmPublic.parse(ecc().of(EC)));
    assertThat(one.hashCode()).isNotEqualTo(other.hashCode());
    assertThat(one).hasToString("ECC P-256 " + one.name().toHex());
    assertThat(one.name()).hasToString("000b" + one.sha256().toHex());
  }
}

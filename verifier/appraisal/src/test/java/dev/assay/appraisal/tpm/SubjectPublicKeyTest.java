package dev.assay.appraisal.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.testing.TestKeys;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectPublicKeyTest {
  private static final Bytes P256 = der(TestKeys.ec("secp256r1").getPublic());

  private static Bytes der(PublicKey key) {
    return Bytes.wrap(key.getEncoded());
  }

  private static void assertRefused(Bytes der, String reason) {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> SubjectPublicKey.parse(der))
        .withMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
  void eccKeyIsRead(String curve) throws MalformedInput {
    assertIsRead(TestKeys.ec(curve));
  }

  @ParameterizedTest
  @ValueSource(ints = {2048, 3072})
  void rsaKeyIsRead(int bits) throws MalformedInput {
    assertIsRead(TestKeys.rsa(bits));
  }

  private static void assertIsRead(KeyPair key) throws MalformedInput {
    var read = SubjectPublicKey.parse(der(key.getPublic()));
    assertThat(read.key()).isEqualTo(key.getPublic());
    assertThat(read.parameters().scheme()).isEqualTo(KeyScheme.UNBOUND);
    assertThat(read.sha256()).isEqualTo(HashAlgorithm.SHA256.hash(der(key.getPublic())));
  }

  @Test
  void smallRsaKeyIsRefused() {
    assertRefused(der(TestKeys.rsa(1024).getPublic()), "RSA key of 1024 bits");
  }

  /// Keys of numbers that nobody generated, which is quicker.
  private static Bytes rsa(BigInteger modulus, long exponent) {
    try {
      var spec = new RSAPublicKeySpec(modulus, BigInteger.valueOf(exponent));
      return der(KeyFactory.getInstance("RSA").generatePublic(spec));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static BigInteger odd(int bits) {
    return BigInteger.ONE.setBit(bits - 1);
  }

  @ParameterizedTest
  @CsvSource({"2048, 65537", "2056, 65537", "4096, 65537", "2048, 4294967295"})
  void rsaKeyWithinTheBoundsIsRead(int bits, long exponent) throws MalformedInput {
    assertThat(SubjectPublicKey.parse(rsa(odd(bits), exponent)).parameters())
        .isInstanceOfSatisfying(
            KeyParameters.Rsa.class,
            key -> {
              assertThat(key.bits()).isEqualTo(bits);
              assertThat(key.exponent()).isEqualTo(exponent);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "2040, 65537, RSA key of 2040 bits",
    "2052, 65537, RSA key of 2052 bits",
    "4104, 65537, RSA key of 4104 bits",
    "2048, 3, RSA exponent 3",
    "2048, 65538, RSA exponent 65538",
    "2048, 4294967297, RSA exponent of 33 bits"
  })
  void rsaKeyOutsideTheBoundsIsRefused(int bits, long exponent, String reason) {
    assertRefused(rsa(odd(bits), exponent), reason);
  }

  @Test
  void evenModulusIsRefused() {
    assertRefused(rsa(BigInteger.ONE.shiftLeft(2047), 65537), "RSA modulus is even");
  }

  @Test
  void keyOverTheLimitIsRefused() {
    assertRefused(Bytes.wrap(new byte[SubjectPublicKey.MAX_BYTES + 1]), "1024 at most");
    assertRefused(Bytes.wrap(new byte[SubjectPublicKey.MAX_BYTES]), "SubjectPublicKeyInfo");
  }

  @Test
  void trailingByteIsRefused() {
    assertRefused(Bytes.concat(P256, Bytes.fromHex("00")), "SubjectPublicKeyInfo");
  }

  @Test
  void pointOffItsCurveIsRefused() {
    byte[] off = P256.toArray();
    off[off.length - 1] ^= 1;
    assertRefused(Bytes.wrap(off), "not on curve P-256");
  }

  @Test
  void compressedPointIsRefused() {
    byte[] compressed = P256.toArray();
    compressed[compressed.length - 65] = 2;
    assertRefused(Bytes.wrap(compressed), "no uncompressed point");
  }

  @Test
  void keyOfAnotherAlgorithmIsRefused() {
    // An Ed25519 key (RFC 8410, section 10.1).
    assertRefused(
        Bytes.fromHex(
            "302a300506032b6570032100"
                + "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1"),
        "algorithm 1.3.101.112");
  }

  @Test
  void noSingleByteCanBreakTheReader() {
    byte[] bytes = P256.toArray();
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 0x55;
      try {
        SubjectPublicKey.parse(Bytes.wrap(changed));
      } catch (MalformedInput e) {
        assertThat(e.reason()).isNotEmpty();
      }
      try {
        SubjectPublicKey.parse(P256.slice(0, i));
      } catch (MalformedInput e) {
        assertThat(e.reason()).isNotEmpty();
      }
    }
  }
}

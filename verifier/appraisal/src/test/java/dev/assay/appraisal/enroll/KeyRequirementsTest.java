package dev.assay.appraisal.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.CapturedQuote;
import dev.assay.appraisal.testing.PublicAreas;
import dev.assay.appraisal.testing.TestKeys;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What AKs and EKs must be: each test changes one property of a good one.
class KeyRequirementsTest {
  private static final ECPublicKey EC = (ECPublicKey) TestKeys.ec("secp256r1").getPublic();
  private static final RSAPublicKey RSA = (RSAPublicKey) TestKeys.rsa(2048).getPublic();

  private static List<String> checkAk(Bytes area) {
    return AkRequirements.check(PublicAreas.parse(area));
  }

  private static List<String> checkEk(Bytes area) {
    return EkRequirements.check(PublicAreas.parse(area));
  }

  @Test
  void keysOfARealTpmMeetThem() {
    assertThat(AkRequirements.check(CapturedQuote.ak("clean-A1"))).isEmpty();
    assertThat(EkRequirements.check(CapturedQuote.ek("clean-A1"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "00050070, fixedTPM",
    "00050062, fixedParent",
    "00050052, sensitiveDataOrigin",
    "00040072, restricted",
    "00010072, sign is clear",
    "00070072, decrypt is set"
  })
  void akWithOneWrongAttributeIsRefused(String attributes, String reason) {
    int bits = Integer.parseInt(attributes, 16);
    assertThat(checkAk(PublicAreas.ak(PublicAreas.ECDSA).attributes(bits).of(EC)))
        .singleElement()
        .asString()
        .contains(reason);
  }

  @Test
  void akThatIsKeptFromLockoutIsFine() {
    assertThat(checkAk(PublicAreas.ak(PublicAreas.ECDSA).attributes(0x00050472).of(EC))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0014, 000b", "0014, 000c", "0014, 000d", "0016, 000b"})
  void rsaAkOfAStrongSchemeIsFine(String scheme, String hash) {
    assertThat(
            checkAk(
                PublicAreas.ak(Integer.parseInt(scheme, 16))
                    .schemeHash(Integer.parseInt(hash, 16))
                    .of(RSA)))
        .isEmpty();
  }

  @Test
  void akOverSha1IsRefused() {
    assertThat(checkAk(PublicAreas.ak(PublicAreas.ECDSA).schemeHash(PublicAreas.SHA1).of(EC)))
        .singleElement()
        .asString()
        .contains("SHA-256");
  }

  @Test
  void akWithoutASchemeIsRefused() {
    assertThat(checkAk(PublicAreas.ak(PublicAreas.NONE).of(EC)))
        .anyMatch(reason -> reason.contains("not ECDSA"));
    assertThat(checkAk(PublicAreas.ak(PublicAreas.NONE).of(RSA)))
        .anyMatch(reason -> reason.contains("not RSASSA"));
  }

  @Test
  void akNamedBySha1IsRefused() {
    assertThat(checkAk(PublicAreas.ak(PublicAreas.ECDSA).nameAlgorithm(PublicAreas.SHA1).of(EC)))
        .singleElement()
        .asString()
        .contains("SHA-1");
  }

  @Test
  void akOnAnotherCurveIsRefused() {
    assertThat(
            checkAk(
                PublicAreas.ak(PublicAreas.ECDSA)
                    .curve(5)
                    .of((ECPublicKey) TestKeys.ec("secp521r1").getPublic())))
        .singleElement()
        .asString()
        .contains("P-521");
  }

  @ParameterizedTest
  @CsvSource({
    "000300b0, fixedTPM",
    "000300a2, fixedParent",
    "00030092, sensitiveDataOrigin",
    "000200b2, restricted",
    "000100b2, decrypt is clear",
    "000700b2, sign is set"
  })
  void ekWithOneWrongAttributeIsRefused(String attributes, String reason) {
    int bits = Integer.parseInt(attributes, 16);
    assertThat(checkEk(PublicAreas.ek().attributes(bits).of(RSA)))
        .singleElement()
        .asString()
        .contains(reason);
  }

  @Test
  void ekThatProtectsNothingIsRefused() {
    assertThat(checkEk(PublicAreas.ek().aes(0).of(RSA)))
        .singleElement()
        .asString()
        .contains("symmetric");
  }

  @Test
  void ekNamedBySha1IsRefused() {
    assertThat(checkEk(PublicAreas.ek().nameAlgorithm(PublicAreas.SHA1).of(RSA)))
        .singleElement()
        .asString()
        .contains("SHA-1");
  }

  @Test
  void modulusOfTheFlawedLibraryIsRecognised() {
    assertThat(Roca.suspects(flawedModulus())).isTrue();
    assertThat(Roca.suspects(flawedModulus().add(BigInteger.TWO))).isFalse();
    assertThat(Roca.suspects(RSA.getModulus())).isFalse();
  }

  // A power of 65537 modulo the product of the primes up to 167, as the flaw makes them.
  private static BigInteger flawedModulus() {
    BigInteger product = BigInteger.ONE;
    for (BigInteger prime = BigInteger.TWO;
        prime.intValueExact() <= 167;
        prime = prime.nextProbablePrime()) {
      product = product.multiply(prime);
    }
    BigInteger multiple = BigInteger.ONE.shiftLeft(2047).divide(product).add(BigInteger.ONE);
    return BigInteger.valueOf(65537)
        .modPow(BigInteger.valueOf(20171017), product)
        .add(product.multiply(multiple));
  }
}

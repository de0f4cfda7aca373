package dev.assay.golden.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.appraisal.codec.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  /// Made by `openssl genpkey -algorithm ed25519` and `openssl pkey -pubout`.
  private static final String OPENSSL_KEY =
      """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEIBjM+y8B7JQBlapr2/M/k/kBIEN3vRtJSvx/MXiobbB0
      -----END PRIVATE KEY-----
      """;

  private static final String OPENSSL_PUBLIC =
      """
      -----BEGIN PUBLIC KEY-----
      MCowBQYDK2VwAyEA1s0Vlb/dv0Xv2cOoiRJYydoFCajSU3YI7dtmOfS+hkQ=
      -----END PUBLIC KEY-----
      """;

  private static SigningKey.Pair pair(KeyKind kind) {
    return SigningKey.generate(kind, new SecureRandom());
  }

  @ParameterizedTest
  @EnumSource
  void bothHalvesReadBack(KeyKind kind) throws KeyInvalid {
    var pair = pair(kind);

    assertThat(VerificationKey.parse(pair.verification().write())).isEqualTo(pair.verification());
    assertThat(SigningKey.parse(pair.signing().write()).write()).isEqualTo(pair.signing().write());
    assertThat(pair.verification().kind()).isEqualTo(kind);
  }

  @Test
  void keysOfOpenSslAreRead() throws KeyInvalid {
    var message = Bytes.fromHex("00");
    var signature = SigningKey.parse(OPENSSL_KEY).sign(message);

    assertThat(VerificationKey.parse(OPENSSL_PUBLIC).verifies(message, signature)).isTrue();
  }

  @Test
  void privateKeyTellsNothingOfItself() {
    var key = pair(KeyKind.ED25519).signing();

    assertThat(key.toString()).doesNotContain(key.write().lines().toList().get(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp521r1"})
  void otherCurvesAreRefused(String curve) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    var pair = generator.generateKeyPair();

    assertInvalid(Pem.write("PUBLIC KEY", pair.getPublic().getEncoded()));
    assertThatExceptionOfType(KeyInvalid.class)
        .isThrownBy(
            () -> SigningKey.parse(Pem.write("PRIVATE KEY", pair.getPrivate().getEncoded())));
  }

  @Test
  void otherKindsAreRefused() throws GeneralSecurityException {
    var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();

    assertInvalid(Pem.write("PUBLIC KEY", rsa.getPublic().getEncoded()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
        "-----BEGIN PUBLIC KEY-----\n====\n-----END PUBLIC KEY-----\n",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\nand more"
      })
  void whatIsNoKeyIsRefused(String text) {
    assertInvalid(text);
  }

  @Test
  void privateKeyInPlaceOfAPublicOneIsNamed() {
    assertThatExceptionOfType(KeyInvalid.class)
        .isThrownBy(() -> VerificationKey.parse(OPENSSL_KEY))
        .withMessageContaining("PRIVATE KEY")
        .withMessageNotContaining("MC4C");
  }

  @Test
  void entryOfASignerReadsBack() throws KeyInvalid {
    var signer = new Signer("alice", pair(KeyKind.P384).verification());

    assertThat(Signer.parse(signer.write())).containsExactly(signer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: alice\n",
        "name: alice\nrole: golden-signer\n",
        "role: golden-signer\nname: alice\n",
        "name: a lice\nrole: golden-signer\n",
        "name: alice\nrole: admin\n"
      })
  void entryThatIsNotWholeIsRefused(String head) {
    assertThatExceptionOfType(KeyInvalid.class).isThrownBy(() -> Signer.parse(head));
    if (!head.equals("name: alice\nrole: golden-signer\n")) {
      assertThatExceptionOfType(KeyInvalid.class)
          .isThrownBy(() -> Signer.parse(head + OPENSSL_PUBLIC));
    }
  }

  private static void assertInvalid(String pem) {
    assertThatExceptionOfType(KeyInvalid.class).isThrownBy(() -> VerificationKey.parse(pem));
  }
}

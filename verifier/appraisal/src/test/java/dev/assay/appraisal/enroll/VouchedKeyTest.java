package dev.assay.appraisal.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.testing.PublicAreas;
import dev.assay.appraisal.testing.TestKeys;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.KeyScheme;
import dev.assay.appraisal.tpm.SubjectPublicKey;
import dev.assay.appraisal.tpm.TpmSignature;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import org.junit.jupiter.api.Test;

class VouchedKeyTest {
  private static final KeyPair EC = TestKeys.ec("secp256r1");
  private static final KeyPair RSA = TestKeys.rsa(2048);
  private static final Bytes MESSAGE = Bytes.fromHex("ff544347");

  private static VouchedKey bare(KeyPair key) throws MalformedInput {
    return VouchedKey.of(SubjectPublicKey.parse(Bytes.wrap(key.getPublic().getEncoded())));
  }

  private static VouchedKey area(int scheme) {
    return VouchedKey.of(
        PublicAreas.parse(PublicAreas.ak(scheme).of((ECPublicKey) EC.getPublic())));
  }

  @Test
  void boundKeyAllowsItsSchemeAlone() {
    var key = area(PublicAreas.ECDSA);
    assertThat(key.allows(KeyScheme.ecdsa(HashAlgorithm.SHA256))).isTrue();
    assertThat(key.allows(KeyScheme.ecdsa(HashAlgorithm.SHA384))).isFalse();
    assertThat(key.shortcomings()).isEmpty();
  }

  @Test
  void keyThatNothingBindsAllowsWhatAttestationKeysMayHave() throws MalformedInput {
    var rsa = bare(RSA);
    assertThat(rsa.allows(KeyScheme.rsaSsa(HashAlgorithm.SHA512))).isTrue();
    assertThat(rsa.allows(KeyScheme.rsaPss(HashAlgorithm.SHA256))).isTrue();
    assertThat(rsa.allows(KeyScheme.ecdsa(HashAlgorithm.SHA256))).isFalse();
    assertThat(area(PublicAreas.NONE).allows(KeyScheme.ecdsa(HashAlgorithm.SHA384))).isTrue();
  }

  @Test
  void sha1IsNeverAllowed() throws MalformedInput {
    assertThat(bare(RSA).allows(KeyScheme.rsaSsa(HashAlgorithm.SHA1))).isFalse();
    assertThat(bare(EC).allows(KeyScheme.ecdsa(HashAlgorithm.SHA1))).isFalse();
  }

  @Test
  void bareKeyVerifiesAndTellsNothingOfItsTpm() throws MalformedInput {
    var key = bare(EC);
    var signature = TpmSignature.parse(TestKeys.signEc(EC, MESSAGE));
    assertThat(key.verifies(MESSAGE, signature)).isTrue();
    assertThat(key.verifies(Bytes.EMPTY, signature)).isFalse();
    assertThat(key.area()).isEmpty();
    assertThat(key.shortcomings()).isEmpty();
  }

  @Test
  void rsaSignatureOfEitherPaddingVerifies() throws MalformedInput {
    var key = bare(RSA);
    for (var signature :
        new Bytes[] {
          TestKeys.signRsaSsa(RSA, MESSAGE, HashAlgorithm.SHA384),
          TestKeys.signRsaPss(RSA, MESSAGE, HashAlgorithm.SHA256, 32)
        }) {
      assertThat(key.verifies(MESSAGE, TpmSignature.parse(signature))).isTrue();
    }
  }
}

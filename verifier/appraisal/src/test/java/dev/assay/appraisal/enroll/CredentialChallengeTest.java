package dev.assay.appraisal.enroll;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.testing.CredentialOpener;
import dev.assay.appraisal.testing.PublicAreas;
import dev.assay.appraisal.testing.SoftwareTpm;
import dev.assay.appraisal.testing.TestKeys;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.TpmPublic;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Credentials made here, opened by a real TPM.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CredentialChallengeTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Bytes SECRET =
      Bytes.copyOf("thirty-two bytes of secret data!".getBytes(US_ASCII));

  private final SoftwareTpm tpm = SoftwareTpm.start();

  @BeforeAll
  void flush() {
    tpm.flush();
  }

  @AfterAll
  void stop() {
    tpm.close();
  }

  @ParameterizedTest
  @CsvSource({
    "rsa, ecc, ecdsa, sha256",
    "rsa, rsa, rsassa, sha256",
    "rsa3072, ecc, ecdsa, sha256",
    "ecc256, ecc, ecdsa, sha256",
    "ecc256, rsa, rsapss, sha256",
    "ecc384, ecc, ecdsa, sha256",
    "ecc384, ecc384, ecdsa, sha384",
    "ecc521, ecc, ecdsa, sha256"
  })
  void tpmOpensTheCredentialOfItsOwnKeys(String ek, String ak, String scheme, String hash)
      throws MalformedInput {
    TpmPublic ekPublic = createEk(ek);
    TpmPublic akPublic = createAk(ak, scheme, hash);
    assertThat(EkRequirements.check(ekPublic)).isEmpty();
    assertThat(AkRequirements.check(akPublic)).isEmpty();
    assertThat(akPublic.name().value()).isEqualTo(tpm.read("ak.name"));

    writeCredential(CredentialChallenge.make(ekPublic, akPublic, SECRET, RANDOM));
    assertThat(activates(ek)).isTrue();
    assertThat(tpm.read("secret")).isEqualTo(SECRET);

    OpenChallenge open =
        new OpenChallenge(ekPublic, akPublic, CredentialChallenge.answerDigest(SECRET));
    assertThat(open.redeem(tpm.read("secret")))
        .hasValueSatisfying(
            key -> {
              assertThat(key.machineId()).isEqualTo(ekPublic.sha256());
              assertThat(key.name()).isEqualTo(akPublic.name());
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ecc256", "ecc384"})
  void tpmRefusesTheCredentialOfAnotherAk(String ek) throws MalformedInput {
    TpmPublic ekPublic = createEk(ek);
    createAk("ecc", "ecdsa", "sha256");
    TpmPublic other =
        PublicAreas.parse(
            PublicAreas.ak(PublicAreas.ECDSA)
                .of((ECPublicKey) TestKeys.ec("secp256r1").getPublic()));
    writeCredential(CredentialChallenge.make(ekPublic, other, SECRET, RANDOM));
    assertThat(activates(ek)).isFalse();
  }

  @Test
  void tpmRefusesTheCredentialOfAnotherEk() throws MalformedInput {
    createEk("ecc256");
    TpmPublic ak = createAk("ecc", "ecdsa", "sha256");
    TpmPublic other =
        PublicAreas.parse(PublicAreas.ek().of((ECPublicKey) TestKeys.ec("secp256r1").getPublic()));
    writeCredential(CredentialChallenge.make(other, ak, SECRET, RANDOM));
    assertThat(activates("ecc256")).isFalse();
  }

  @Test
  void twoCredentialsOfTheSameSecretDiffer() {
    TpmPublic ek = rsaEk(128);
    TpmPublic ak = ak();
    CredentialChallenge first = CredentialChallenge.make(ek, ak, SECRET, RANDOM);
    CredentialChallenge second = CredentialChallenge.make(ek, ak, SECRET, RANDOM);
    assertThat(first.encryptedSecret()).isNotEqualTo(second.encryptedSecret());
    assertThat(first.credentialBlob()).isNotEqualTo(second.credentialBlob());
  }

  /// RSA-4096 too, which the software TPM lacks.
  @ParameterizedTest
  @CsvSource({"2048, SHA256, 128", "3072, SHA384, 256", "4096, SHA384, 256"})
  void privateKeyOpensTheCredential(int bits, HashAlgorithm hash, int aesBits) {
    KeyPair key = TestKeys.rsa(bits);
    TpmPublic ek =
        PublicAreas.parse(
            PublicAreas.ek()
                .nameAlgorithm(hash.id())
                .aes(aesBits)
                .of((RSAPublicKey) key.getPublic()));
    CredentialChallenge made = CredentialChallenge.make(ek, ak(), SECRET, RANDOM);
    assertThat(made.encryptedSecret().length()).isEqualTo(2 + bits / 8);
    assertThat(CredentialOpener.open(made, key.getPrivate(), hash, aesBits, ak().name()))
        .contains(SECRET);
    assertThat(CredentialOpener.open(made, key.getPrivate(), hash, aesBits, ek.name())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 33})
  void secretOfAnotherSizeIsRefused(int size) {
    Bytes secret = Bytes.wrap(new byte[size]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CredentialChallenge.make(rsaEk(128), ak(), secret, RANDOM))
        .withMessageContaining(size + " bytes");
  }

  @Test
  void keyThatIsNoEndorsementKeyIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CredentialChallenge.make(ak(), ak(), SECRET, RANDOM))
        .withMessageContaining("decrypt is clear");
  }

  @Test
  void wrongAnswerBindsNothing() {
    OpenChallenge open =
        new OpenChallenge(rsaEk(128), ak(), CredentialChallenge.answerDigest(SECRET));
    assertThat(open.redeem(HashAlgorithm.SHA256.hash(SECRET).value())).isEmpty();
    assertThat(open.redeem(SECRET.slice(0, 31))).isEmpty();
    assertThat(open.redeem(Bytes.EMPTY)).isEmpty();
    assertThat(open.redeem(SECRET)).isPresent();
  }

  @Test
  void challengeForAKeyThatMayNotAttestIsRefused() {
    TpmPublic unrestricted =
        PublicAreas.parse(
            PublicAreas.ak(PublicAreas.ECDSA)
                .attributes(0x00040072)
                .of((ECPublicKey) TestKeys.ec("secp256r1").getPublic()));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new OpenChallenge(
                    rsaEk(128), unrestricted, CredentialChallenge.answerDigest(SECRET)))
        .withMessageContaining("restricted is clear");
  }

  private static TpmPublic rsaEk(int aesBits) {
    return PublicAreas.parse(
        PublicAreas.ek().aes(aesBits).of((RSAPublicKey) TestKeys.rsa(2048).getPublic()));
  }

  private static TpmPublic ak() {
    return PublicAreas.parse(
        PublicAreas.ak(PublicAreas.ECDSA).of((ECPublicKey) TestKeys.ec("secp256r1").getPublic()));
  }

  private TpmPublic createEk(String algorithm) throws MalformedInput {
    tpm.run("tpm2_createek -c ek.ctx -G " + algorithm + " -u ek.pub");
    tpm.flush();
    return TpmPublic.parseSized(tpm.read("ek.pub"));
  }

  private TpmPublic createAk(String algorithm, String scheme, String hash) throws MalformedInput {
    tpm.run(
        "tpm2_createak -C ek.ctx -c ak.ctx -G %s -s %s -g %s -u ak.pub -n ak.name"
            .formatted(algorithm, scheme, hash));
    tpm.flush();
    return TpmPublic.parseSized(tpm.read("ak.pub"));
  }

  // The tool wants a magic number and a version before what TPM2_MakeCredential gives.
  private void writeCredential(CredentialChallenge challenge) {
    tpm.write(
        "credential",
        ByteWriter.bigEndian()
            .u32(0xBADCC0DEL)
            .u32(1)
            .bytes(challenge.credentialBlob())
            .bytes(challenge.encryptedSecret())
            .toBytes());
  }

  // EKs of the low range are authorized by a policy session, those of the high range by a password.
  private boolean activates(String ek) {
    boolean low = ek.equals("rsa") || ek.equals("ecc256");
    if (low) {
      tpm.run("tpm2_startauthsession --policy-session -S session.ctx");
      tpm.run("tpm2_policysecret -S session.ctx -c e");
    }
    boolean activated =
        tpm.succeeds(
            "tpm2_activatecredential -c ak.ctx -C ek.ctx -i credential -o secret"
                + (low ? " -P session:session.ctx" : ""));
    tpm.flush();
    return activated;
  }
}

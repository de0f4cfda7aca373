package dev.assay.agent.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.assay.agent.testing.SoftwareTpm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActivationTest {

  private static final ByteString SECRET =
      ByteString.copyFromUtf8("thirty-two bytes to be released!");

  private static SoftwareTpm software;
  private static Bus bus;
  private static Tpm tpm;

  @BeforeAll
  static void start() {
    software = SoftwareTpm.fresh().start();
    bus = new Bus(software.tpmAddress());
    tpm = new Tpm(bus);
  }

  @AfterAll
  static void stop() {
    software.close();
  }

  /// @param blob TPM2B_ID_OBJECT
  /// @param secret TPM2B_ENCRYPTED_SECRET
  private record Credential(ByteString blob, ByteString secret) {}

  /// Made by tpm2-tools, which know nothing of the agent.
  private static Credential credential(AttestationKey key) throws IOException, TpmException {
    Path folder = software.folder();
    Path ek = folder.resolve("ek.tss");
    Files.write(ek, new WireWriter().sized(key.endorsementKeyPublic()).toBytes().toByteArray());
    Path secret = Files.write(folder.resolve("secret"), SECRET.toByteArray());
    Path file = folder.resolve("credential");
    Files.deleteIfExists(file);
    software.tool(
        "tpm2_makecredential",
        "-T",
        "none",
        "-u",
        ek.toString(),
        "-s",
        secret.toString(),
        "-n",
        HexFormat.of().formatHex(key.name().toByteArray()),
        "-o",
        file.toString());
    WireReader in = new WireReader(ByteString.copyFrom(Files.readAllBytes(file)), "credential");
    in.take(8); // magic and version
    ByteString blob = new WireWriter().sized(in.sized()).toBytes();
    return new Credential(blob, in.rest());
  }

  @ParameterizedTest
  @EnumSource(
      value = EkChoice.class,
      names = {"RSA", "ECC", "ECC384"})
  void releasesTheSecretOfACredentialForItsKeys(EkChoice choice) throws Exception {
    AttestationKey key = tpm.createAttestationKey(tpm.endorsementKey(choice), AkScheme.ECDSA_P256);
    Credential credential = credential(key);

    ByteString released = tpm.activateCredential(key, credential.blob(), credential.secret());

    assertThat(released).isEqualTo(SECRET);
    assertThat(Leftovers.in(software.tpmAddress())).isEmpty();
  }

  @Test
  void theSecretIsNotToBeSeenOnTheBus() throws Exception {
    AttestationKey key =
        tpm.createAttestationKey(tpm.endorsementKey(EkChoice.ECC), AkScheme.ECDSA_P256);
    Credential credential = credential(key);
    bus.clear();

    tpm.activateCredential(key, credential.blob(), credential.secret());

    assertThat(bus.responses()).isNotEmpty();
    assertThat(bus.saw(SECRET)).isFalse();
    assertThat(bus.saw(SECRET.substring(0, 8))).isFalse();
  }

  @Test
  void credentialForAnotherKeyIsRefusedWithAReason() throws Exception {
    EndorsementKey ek = tpm.endorsementKey(EkChoice.ECC);
    Credential forAnother = credential(tpm.createAttestationKey(ek, AkScheme.ECDSA_P256));
    AttestationKey key = tpm.createAttestationKey(ek, AkScheme.ECDSA_P256);

    TpmException e =
        catchThrowableOfType(
            TpmException.class,
            () -> tpm.activateCredential(key, forAnother.blob(), forAnother.secret()));

    assertThat(e.code()).isEqualTo(TpmException.Code.OTHER_TPM);
    assertThat(Leftovers.in(software.tpmAddress())).isEmpty();
  }

  @Test
  void credentialThatIsCutShortIsRefusedBeforeItReachesTheTpm() throws Exception {
    AttestationKey key =
        tpm.createAttestationKey(tpm.endorsementKey(EkChoice.ECC), AkScheme.ECDSA_P256);
    Credential credential = credential(key);
    bus.clear();

    TpmException e =
        catchThrowableOfType(
            TpmException.class,
            () ->
                tpm.activateCredential(
                    key, credential.blob().substring(0, 40), credential.secret()));

    assertThat(e.code()).isEqualTo(TpmException.Code.MALFORMED);
    assertThat(bus.responses()).isEmpty();
  }
}

package dev.assay.agent.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.assay.agent.testing.SoftwareTpm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttestationKeyTest {

  private static SoftwareTpm software;
  private static Tpm tpm;
  private static EndorsementKey ek;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws TpmException {
    software = SoftwareTpm.fresh().start();
    tpm = Tpm.open(software.tpmAddress());
    ek = tpm.endorsementKey(EkChoice.ECC);
  }

  @AfterAll
  static void stop() {
    software.close();
  }

  @ParameterizedTest
  @EnumSource(AkScheme.class)
  void hasTheAttributesThatAVerifierAsksFor(AkScheme scheme) throws Exception {
    AttestationKey key = tpm.createAttestationKey(ek, scheme);
    Path file = software.folder().resolve("ak-" + scheme);
    Files.write(file, new WireWriter().sized(key.publicArea()).toBytes().toByteArray());

    String shown = software.tool("tpm2_print", "-t", "TPM2B_PUBLIC", file.toString());

    assertThat(shown)
        .contains(
            "fixedtpm|fixedparent|sensitivedataorigin|userwithauth|noda|restricted|sign",
            "name-alg:\n  value: sha256",
            scheme == AkScheme.ECDSA_P256 ? "value: ecdsa" : "value: rsassa");
  }

  @Test
  void nameIsWhatTheTpmCallsIt() throws Exception {
    AttestationKey key = tpm.createAttestationKey(ek, AkScheme.ECDSA_P256);

    // Loading compares nothing, but the TPM's authorization of a quote covers the Name.
    Quote quote = tpm.quote(key, ByteString.EMPTY, Quotes.DEFAULT_SELECTION);

    assertThat(Quotes.genuine(quote, key, ByteString.EMPTY)).isTrue();
    assertThat(key.name().size()).isEqualTo(34);
  }

  @Test
  void isNewEachTime() throws Exception {
    assertThat(tpm.createAttestationKey(ek, AkScheme.ECDSA_P256).publicArea())
        .isNotEqualTo(tpm.createAttestationKey(ek, AkScheme.ECDSA_P256).publicArea());
  }

  @ParameterizedTest
  @EnumSource(EkChoice.class)
  void survivesARestartOfTheTpm(EkChoice choice) throws Exception {
    Path file = folder.resolve("ak");
    tpm.createAttestationKey(tpm.endorsementKey(choice), AkScheme.ECDSA_P256).save(file);

    software.restart();

    AttestationKey key = AttestationKey.load(file);
    Quote quote = tpm.quote(key, ByteString.EMPTY, Quotes.DEFAULT_SELECTION);
    assertThat(Quotes.genuine(quote, key, ByteString.EMPTY)).isTrue();
  }

  @Test
  void isNotLockedOutByPowerCuts() throws Exception {
    try (SoftwareTpm weak = SoftwareTpm.fresh().withoutCertificate().start()) {
      Tpm cut = Tpm.open(weak.tpmAddress());
      for (EkChoice choice : List.of(EkChoice.ECC, EkChoice.ECC384)) {
        AttestationKey key =
            cut.createAttestationKey(cut.endorsementKey(choice), AkScheme.ECDSA_P256);
        for (int i = 0; i < 5; i++) {
          cut.quote(key, ByteString.EMPTY, Quotes.DEFAULT_SELECTION);
          weak.powerCut();
        }
        cut.quote(key, ByteString.EMPTY, Quotes.DEFAULT_SELECTION);
      }
    }
  }

  @Test
  void ofAnotherTpmIsRefusedWithAReason() throws Exception {
    AttestationKey key = tpm.createAttestationKey(ek, AkScheme.ECDSA_P256);
    try (SoftwareTpm other = SoftwareTpm.fresh().start()) {
      Tpm otherTpm = Tpm.open(other.tpmAddress());

      TpmException e = catchThrowableOfType(TpmException.class, () -> otherTpm.check(key));

      assertThat(e.code()).isEqualTo(TpmException.Code.OTHER_TPM);
      assertThat(e).hasMessageContaining("Enroll again");
      assertThat(Leftovers.in(other.tpmAddress())).isEmpty();
    }
  }

  @Test
  void comesBackFromItsFileAsItWas() throws Exception {
    AttestationKey key = tpm.createAttestationKey(ek, AkScheme.RSASSA_2048);
    Path file = folder.resolve("ak");

    key.save(file);

    AttestationKey read = AttestationKey.load(file);
    assertThat(read.publicArea()).isEqualTo(key.publicArea());
    assertThat(read.endorsementKeyPublic()).isEqualTo(ek.publicArea());
    assertThat(read.machineId()).isEqualTo(ek.machineId());
    assertThat(read.wrapped()).isEqualTo(key.wrapped());
  }

  @Test
  void fileIsForItsOwnerAlone() throws Exception {
    Path file = folder.resolve("ak");

    tpm.createAttestationKey(ek, AkScheme.ECDSA_P256).save(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void failedSaveLeavesTheOldFile() throws Exception {
    Path file = folder.resolve("ak");
    Files.createDirectory(file);
    Files.writeString(file.resolve("occupied"), "so that no file can take this name");
    AttestationKey key = tpm.createAttestationKey(ek, AkScheme.ECDSA_P256);

    assertThatThrownBy(() -> key.save(file)).isInstanceOf(IOException.class);

    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void absentFileIsToldFromADamagedOne() {
    assertThatThrownBy(() -> AttestationKey.load(folder.resolve("ak")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void everyDamagedByteIsNoticed() throws Exception {
    Path file = folder.resolve("ak");
    tpm.createAttestationKey(ek, AkScheme.ECDSA_P256).save(file);
    byte[] good = Files.readAllBytes(file);

    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 0x10;
      Files.write(file, bad);
      assertThatThrownBy(() -> AttestationKey.load(file))
          .describedAs("byte %d", at)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void everyTruncationIsNoticed() throws Exception {
    Path file = folder.resolve("ak");
    tpm.createAttestationKey(ek, AkScheme.ECDSA_P256).save(file);
    ByteString good = ByteString.copyFrom(Files.readAllBytes(file));

    for (int size = 0; size < good.size(); size++) {
      Files.write(file, good.substring(0, size).toByteArray());
      assertThatThrownBy(() -> AttestationKey.load(file))
          .describedAs("%d bytes", size)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("damaged");
    }
  }

  @Test
  void fileOfANewerAgentIsToldFromADamagedOne() throws Exception {
    Path file = folder.resolve("ak");
    tpm.createAttestationKey(ek, AkScheme.ECDSA_P256).save(file);
    byte[] newer = Files.readAllBytes(file);
    newer[9] = 2;
    Files.write(file, newer);

    assertThatThrownBy(() -> AttestationKey.load(file)).hasMessageContaining("newer agent");
  }
}

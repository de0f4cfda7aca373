package dev.assay.verifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCertificatesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  @TempDir private static Path earlier;
  @TempDir private Path folder;

  @BeforeAll
  static void firstStart() {
    make(earlier, NOW);
  }

  private void authorityOfAnEarlierStart() throws IOException {
    for (var file : List.of("ca.crt", "ca.key")) {
      Files.copy(earlier.resolve(file), folder.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  @Test
  void serverCertificateIsOfTheCaAndForTheNames() throws Exception {
    var made = make(NOW, "verifier.example", "192.0.2.7", "2001:DB8::7");

    var authority = certificate("ca.crt");
    var server = certificate("server.crt");
    server.verify(authority.getPublicKey());
    assertThat(authority.getBasicConstraints()).isZero();
    assertThat(server.getBasicConstraints()).isEqualTo(-1);
    assertThat(CertificateAuthority.names(server))
        .contains(
            "localhost", "127.0.0.1", "verifier.example", "192.0.2.7", "2001:db8:0:0:0:0:0:7");
    assertThat(Files.readString(made.key())).startsWith("-----BEGIN PRIVATE KEY-----");
    assertThat(Files.getPosixFilePermissions(made.key()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(folder.resolve("ca.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void goodCertificateIsKept() throws Exception {
    authorityOfAnEarlierStart();
    make(NOW, "verifier.example");
    var first = certificate("server.crt");
    make(NOW.plus(Duration.ofDays(300)), "verifier.example");

    assertThat(certificate("server.crt")).isEqualTo(first);
  }

  @Test
  void certificateNearItsEndIsRenewedAndTheCaStays() throws Exception {
    authorityOfAnEarlierStart();
    make(NOW);
    var authority = certificate("ca.crt");
    var first = certificate("server.crt");
    make(NOW.plus(Duration.ofDays(340)));

    assertThat(certificate("server.crt")).isNotEqualTo(first);
    assertThat(certificate("ca.crt")).isEqualTo(authority);
  }

  @Test
  void changedNamesRenew() throws Exception {
    authorityOfAnEarlierStart();
    make(NOW);
    var first = certificate("server.crt");
    make(NOW, "other.example");

    assertThat(certificate("server.crt")).isNotEqualTo(first);
  }

  @Test
  void halfOfTheCaIsAnErrorThatSaysWhatToDo() throws IOException {
    authorityOfAnEarlierStart();
    Files.delete(folder.resolve("ca.key"));

    assertThatThrownBy(() -> make(NOW))
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining("Restore");
  }

  @Test
  void nameThatIsNoneIsRefused() {
    assertThatThrownBy(() -> make(NOW, "a b"))
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining("ASSAY_SERVER_NAMES");
    assertThatThrownBy(() -> make(NOW, "1.2.3.400")).isInstanceOf(StartupFailure.class);
    assertThat(folder.resolve("ca.crt")).doesNotExist();
  }

  @Test
  void dataFolderIsForOneVerifierAndItsOwner() throws IOException {
    var data = folder.resolve("data");
    var held = DataFolder.open(data);
    assertThatThrownBy(() -> DataFolder.open(data))
        .isInstanceOf(StartupFailure.class)
        .hasMessageContaining("Another verifier");
    held.close();

    DataFolder.open(data).close();
    assertThat(Files.getPosixFilePermissions(data))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  private Settings.CertificateFiles make(Instant now, String... names) {
    return make(folder, now, names);
  }

  private static Settings.CertificateFiles make(Path folder, Instant now, String... names) {
    try (var data = DataFolder.open(folder)) {
      return new OwnCertificates(data, new SecureRandom(), now).ready(List.of(names));
    }
  }

  private X509Certificate certificate(String file) throws Exception {
    return Pem.certificates(Files.readString(folder.resolve(file))).getFirst();
  }
}

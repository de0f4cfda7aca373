package dev.assay.verifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.golden.signing.KeyKind;
import dev.assay.golden.signing.Signer;
import dev.assay.golden.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignersFolderTest {
  @TempDir Path folder = Path.of("");

  private static Signer signer(String name) {
    return new Signer(
        name, SigningKey.generate(KeyKind.ED25519, new SecureRandom()).verification());
  }

  private SignersFolder read() {
    return SignersFolder.at(folder);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  @Test
  void eachFileHoldsAPerson() throws IOException {
    write("alice", signer("alice").write());
    write("others", "# moved here in May\n\n" + signer("bob").write() + signer("carol").write());

    assertThat(read().current().list())
        .extracting(Signer::name)
        .containsExactly("alice", "bob", "carol");
  }

  @Test
  void removedFileRemovesTheKey() throws IOException {
    write("alice", signer("alice").write());
    write("bob", signer("bob").write());
    var signers = read();

    Files.delete(folder.resolve("alice"));

    assertThat(signers.reload()).isTrue();
    assertThat(signers.current().list()).extracting(Signer::name).containsExactly("bob");
    assertThat(signers.reload()).isFalse();
  }

  @Test
  void brokenFileLetsNobodyInAndKeepsNobodyOut() throws IOException {
    write("alice", signer("alice").write());
    write("bob", signer("bob").write().replace("golden-signer", "golden-singer"));
    write("carol", "hello");

    assertThat(read().current().list()).extracting(Signer::name).containsExactly("alice");
  }

  @Test
  void keyOfTwoPeopleCountsForNeither() throws IOException {
    var alice = signer("alice");
    write("alice", alice.write());
    write("bob", new Signer("bob", alice.key()).write());

    assertThat(read().current().list()).isEmpty();
  }

  @Test
  void missingFolderHasNoSigners() {
    assertThat(SignersFolder.at(folder.resolve("nowhere")).current().list()).isEmpty();
  }

  @Test
  void oneFileMayStandForTheFolder() throws IOException {
    write("all", signer("alice").write() + signer("bob").write());

    assertThat(SignersFolder.at(folder.resolve("all")).current().list()).hasSize(2);
  }

  @Test
  void revokedSetsAreNamedHere() throws IOException {
    write("revoked", "# wrong boards\n06701694da71-firmware\n");

    assertThat(read().current().revoked()).containsExactly("06701694da71-firmware");
  }
}

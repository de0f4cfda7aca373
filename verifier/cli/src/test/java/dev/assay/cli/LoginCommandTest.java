package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class LoginCommandTest extends WithVerifier {
  private Path ca() {
    return TestFile.write(home.resolve("given-ca.crt"), verifier().caCertificate());
  }

  private AssayCall.Result login(AssayCall call) {
    return call.run("login", "--verifier", verifier().address(), "--ca", ca().toString());
  }

  @Test
  void connectionIsKeptForItsOwnerAlone() throws IOException {
    var result = login(new AssayCall(home).typing("good-token\n"));
    var file = home.resolve(".config/assay/config.json");
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            "Logged in to %s as admin (admin); the token is good until 2027-11-20 10:00:00Z (in 363 d).\nKept in %s.\n"
                .formatted(verifier().address(), file));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(new AssayCall(home).run("whoami").out())
        .isEqualTo("admin (admin), until 2027-11-20 10:00:00Z (in 363 d)\n");
  }

  @Test
  void configurationMovesWithItsVariables() {
    var elsewhere = home.resolve("x/assay/config.json");
    login(
        new AssayCall(home)
            .typing("good-token")
            .with("XDG_CONFIG_HOME", home.resolve("x").toString()));
    assertThat(elsewhere).exists();
    var named = home.resolve("own.json");
    login(new AssayCall(home).typing("good-token").with("ASSAY_CONFIG", named.toString()));
    assertThat(named).exists();
  }

  @Test
  void tokenComesFromAFile() {
    var token = TestFile.write(home.resolve("token"), "good-token\n");
    var result =
        new AssayCall(home)
            .run(
                "login",
                "--verifier",
                verifier().address(),
                "--ca",
                ca().toString(),
                "--token-file",
                token.toString());
    assertThat(result.code()).isZero();
  }

  @Test
  void refusedTokenIsNotKept() {
    var result = login(new AssayCall(home).typing("another-token"));
    assertThat(result.err()).contains("refused the token").doesNotContain("another-token");
    assertThat(result.code()).isEqualTo(3);
    assertThat(home.resolve(".config")).doesNotExist();
  }

  @Test
  void noTokenAtAllIsWrongUsage() {
    var result = login(new AssayCall(home));
    assertThat(result.err()).contains("--token-file is missing");
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void tokensNeverTravelUnencrypted() {
    var result =
        new AssayCall(home)
            .typing("good-token")
            .run("login", "--verifier", "http://127.0.0.1:1", "--ca", ca().toString());
    assertThat(result.err()).contains("give it as https://HOST:PORT");
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void environmentOverridesWhatIsKept() {
    login(new AssayCall(home).typing("good-token"));
    var result = new AssayCall(home).with("ASSAY_TOKEN", "another-token").run("whoami");
    assertThat(result.code()).isEqualTo(3);
  }
}

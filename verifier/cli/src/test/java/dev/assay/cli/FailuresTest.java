package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;

class FailuresTest extends WithVerifier {
  @Test
  void absentVerifierIsUnreachable() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var result = assay().with("ASSAY_VERIFIER", "127.0.0.1:" + port).run("machines");
    assertThat(result.err())
        .isEqualTo(
            "assay: Nothing listens at https://127.0.0.1:%d; is the verifier running, and is its address right?\n"
                .formatted(port));
    assertThat(result.code()).isEqualTo(3);
  }

  @Test
  void unknownHostIsUnreachable() {
    var result = assay().with("ASSAY_VERIFIER", "no-such-host.invalid:1").run("machines");
    assertThat(result.err())
        .isEqualTo(
            "assay: The name no-such-host.invalid is not known; check the verifier's address.\n");
    assertThat(result.code()).isEqualTo(3);
  }

  @Test
  void verifierOfAnotherCaIsNotTrusted()
      throws IOException, GeneralSecurityException, InterruptedException {
    var other = TestFile.write(home.resolve("other.crt"), SelfMadeCertificate.make().pem());
    var result = assay().with("ASSAY_CA", other.toString()).run("machines");
    assertThat(result.err()).contains("can't prove that it is your verifier").hasLineCount(1);
    assertThat(result.code()).isEqualTo(3);
    assertThat(verifier().asked()).isEmpty();
  }

  @Test
  void certificateOfAnotherNameIsNotTrusted() {
    var address = verifier().address().replace("127.0.0.1", "localhost");
    var result = assay().with("ASSAY_VERIFIER", address).run("machines");
    assertThat(result.err()).contains("can't prove that it is your verifier");
    assertThat(result.code()).isEqualTo(3);
  }

  @Test
  void refusedTokenIsExplained() {
    var result = assay().with("ASSAY_TOKEN", "expired").run("machines");
    assertThat(result.err()).contains("refused the token").contains("`assay login`");
    assertThat(result.code()).isEqualTo(3);
  }

  @Test
  void missingRoleIsExplained() {
    verifier()
        .on(
            "DELETE /api/v1/tokens/t1",
            403,
            "{\"status\":403,\"detail\":\"Your role may not do this; `assay whoami` shows it.\"}");
    var result = assay().run("tokens", "revoke", "t1");
    assertThat(result.err())
        .isEqualTo("assay: Your role may not do this; `assay whoami` shows it.\n");
    assertThat(result.code()).isEqualTo(3);
  }

  @Test
  void brokenVerifierIsNotBadNews() {
    verifier().reset();
    verifier().on("GET /api/v1/machines", 500, "<html>");
    var result = assay().run("machines");
    assertThat(result.err()).contains("failed (HTTP 500); look at its log");
    assertThat(result.code()).isEqualTo(3);
  }

  @Test
  void answerThatIsNoJsonIsNotBelieved() {
    verifier().reset();
    verifier().on("GET /api/v1/machines", 200, "<html>");
    var result = assay().run("machines");
    assertThat(result.err()).contains("not as an Assay verifier does");
    assertThat(result.code()).isEqualTo(3);
  }

  @Test
  void nothingKnownSaysHowToLogIn() {
    var result = new AssayCall(home).run("machines");
    assertThat(result.err())
        .isEqualTo(
            "assay: No verifier is known; log in with `assay login --verifier https://HOST:8443"
                + " --ca FILE`, or set ASSAY_VERIFIER.\n");
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void caThatIsNoCertificateIsWrongInput() {
    var file = TestFile.write(home.resolve("no.crt"), "hello");
    var result = assay().with("ASSAY_CA", file.toString()).run("machines");
    assertThat(result.err()).contains("holds no certificate in PEM form");
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void stackTraceOnlyOnRequest() {
    assertThat(assay().with("ASSAY_TOKEN", "expired").run("whoami").err()).hasLineCount(1);
    assertThat(assay().with("ASSAY_TOKEN", "expired").with("ASSAY_DEBUG", "1").run("whoami").err())
        .contains("at dev.assay.cli.verifier");
  }

  @Test
  void unknownCommandIsWrongUsage() {
    var result = new AssayCall(home).run("shw");
    assertThat(result.err())
        .isEqualTo("assay: Unmatched argument at index 0: 'shw'; see `assay --help`.\n");
    assertThat(result.code()).isEqualTo(2);
  }
}

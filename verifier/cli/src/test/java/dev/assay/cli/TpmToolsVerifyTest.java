package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.testing.SoftwareTpm;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A software TPM quotes by the programs of tpm2-tools, in every form that they have; `assay
/// verify` and tpm2_checkquote agree on it.
class TpmToolsVerifyTest {
  private static final String NONCE = "00112233445566778899aabbccddeeff";
  private static final String PCRS = "sha256:0,1,2,3,4,5,6,7,8,9,10+sha1:0,7+sha384:23";

  @TempDir Path home = Path.of("");
  private static SoftwareTpm tpm;

  @BeforeAll
  static void start() {
    tpm = SoftwareTpm.start();
    tpm.run("tpm2_createek -G ecc -c ek.ctx");
    tpm.run("tpm2_pcrextend 4:sha256=%s,sha1=%s".formatted("42".repeat(32), "42".repeat(20)));
    key("ecdsa", "-G ecc -g sha256 -s ecdsa");
    key("rsassa", "-G rsa -g sha256 -s rsassa");
    key("rsapss", "-G rsa -g sha384 -s rsapss");
  }

  /// An AK under the EK, in each form that its public part can be written in.
  private static void key(String name, String kind) {
    tpm.flush();
    tpm.run("tpm2_createak -C ek.ctx -c %s.ctx %s".formatted(name, kind));
    for (var form : new String[] {"tss", "tpmt", "pem", "der"}) {
      tpm.flush();
      tpm.run("tpm2_readpublic -c %1$s.ctx -f %2$s -o %1$s.%2$s".formatted(name, form));
    }
    tpm.flush();
  }

  @AfterAll
  static void stop() {
    tpm.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ecdsa, tss, serialized, tss",
    "ecdsa, tss, values, tpmt",
    "ecdsa, plain, serialized, pem",
    "ecdsa, plain, values, der",
    "rsassa, tss, serialized, tss",
    "rsassa, plain, values, pem",
    "rsapss, tss, values, tss",
    "rsapss, plain, serialized, tss",
    "rsapss, plain, serialized, pem",
  })
  void quoteOfTpm2QuoteIsProven(String key, String signature, String values, String keyForm) {
    quote(key, signature, values);

    var answer = call(key, keyForm).answer();

    assertThat(answer.codes()).isEmpty();
    assertThat(answer.code()).isZero();
    assertThat(answer.checks())
        .containsEntry("SIGNATURE", "PROVEN")
        .containsEntry("NONCE", "PROVEN")
        .containsEntry("PCR_VALUES", "PROVEN");
    assertThat(answer.json().path("pcrs").path("sha384").path("23").asText()).hasSize(96);
  }

  @Test
  void bothAgreeOnWhatIsWrong() {
    quote("ecdsa", "tss", "serialized");
    var check = "tpm2_checkquote -u ecdsa.pem -m q.msg -s q.sig -f q.pcrs -g sha256 -q ";
    assertThat(tpm.succeeds(check + NONCE)).isTrue();
    assertThat(call("ecdsa", "pem").answer().code()).isZero();

    assertThat(tpm.succeeds(check + "ff" + NONCE.substring(2))).isFalse();
    var nonce = call("ecdsa", "pem").with("--nonce", "ff" + NONCE.substring(2));
    assertThat(nonce.answer().codes()).containsExactly("QUOTE_NOT_BOUND");

    tpm.run("tpm2_pcrextend 4:sha256=" + "43".repeat(32));
    tpm.flush();
    tpm.run("tpm2_pcrread " + PCRS + " -o q.pcrs -F serialized");
    assertThat(tpm.succeeds(check + NONCE)).isFalse();
    assertThat(call("ecdsa", "pem").answer().codes()).containsExactly("PCR_DIGEST_MISMATCH");
  }

  private static void quote(String key, String signature, String values) {
    tpm.flush();
    tpm.run(
        "tpm2_quote -c %1$s.ctx --scheme=%1$s -g %2$s -l %3$s -q %4$s -m q.msg -s q.sig -f %5$s -o q.pcrs -F %6$s"
            .formatted(
                key, key.equals("rsapss") ? "sha384" : "sha256", PCRS, NONCE, signature, values));
  }

  private VerifyCall call(String key, String keyForm) {
    return new VerifyCall(home)
        .with("--attest", tpm.file("q.msg"))
        .with("--signature", tpm.file("q.sig"))
        .with("--key", tpm.file(key + "." + keyForm))
        .with("--pcrs", tpm.file("q.pcrs"))
        .with("--nonce", NONCE);
  }
}

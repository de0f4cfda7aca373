package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What the command says of quotes that tpm2_quote made inside captured machines.
class VerifyCommandTest {
  private static final Path CLEAN = TestResource.captures().resolve("clean-A1");

  @TempDir Path home = Path.of("");

  static List<Path> boots() throws IOException {
    return TestResource.capturedBoots();
  }

  private VerifyCall clean() {
    return VerifyCall.ofCapture(home, CLEAN);
  }

  @ParameterizedTest
  @MethodSource("boots")
  void capturedQuoteIsProvenWithItsLog(Path boot) {
    var answer = VerifyCall.ofCapture(home, boot).answer();

    if (boot.endsWith("extraextend-A1")) {
      assertThat(answer.doubts()).containsExactly("REPLAY_MISMATCH");
      assertThat(answer.code()).isEqualTo(1);
    } else {
      assertThat(answer.doubts()).isEmpty();
      assertThat(answer.code()).isZero();
      assertThat(answer.checks())
          .containsEntry("GOLDEN_SETS", "NOT_ASKED")
          .hasSize(6)
          .doesNotContainValue("NOT_PROVEN");
    }
  }

  @Test
  void reportSaysWhatIsProvenAndWhatWasNotAsked() {
    var result = clean().without("--nonce").run();
    assertThat(result.out()).isEqualTo(TestResource.text("screens/verify-clean-A1.txt"));
    assertThat(result.code()).isZero();
  }

  @Test
  void reportSaysWhyNot() {
    var result = clean().with("--nonce", "00ff").run();
    assertThat(result.out()).isEqualTo(TestResource.text("screens/verify-other-nonce.txt"));
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void jsonHasTheDocumentedShape() {
    var json = clean().answer().json();
    assertThat(json.properties().stream().map(Map.Entry::getKey))
        .containsExactly(
            "verdict", "provenAsAsked", "checks", "key", "quote", "pcrs", "goldenSets", "findings");
    assertThat(json.path("verdict").asText()).isEqualTo("UNKNOWN");
    assertThat(json.path("provenAsAsked").asBoolean()).isTrue();
    assertThat(json.path("key").path("kind").asText()).isEqualTo("ECC P-256");
    assertThat(json.path("quote").path("selection").path("sha256")).hasSize(16);
    assertThat(json.path("pcrs").path("sha256").path("0").asText()).hasSize(64);
  }

  /// Without PCR 10, which IMA extends after the log.
  private VerifyCall withoutIma() {
    var quote = CLEAN.resolve("quote");
    return clean()
        .with("--attest", quote.resolve("fw.msg"))
        .with("--signature", quote.resolve("fw.sig"))
        .with("--pcrs", quote.resolve("fw.pcrs"));
  }

  @ParameterizedTest
  @CsvSource({"--nonce, NONCE", "--pcrs, PCR_VALUES", "--log, EVENT_LOG"})
  void whatIsNotGivenIsNotAsked(String option, String check) {
    var answer = withoutIma().without(option).answer();
    assertThat(answer.code()).isZero();
    assertThat(answer.checks()).containsEntry(check, "NOT_ASKED").containsValue("PROVEN");
    assertThat(answer.checks().values()).filteredOn("NOT_ASKED"::equals).hasSize(2);
  }

  @Test
  void signatureAloneCanBeAsked() {
    var answer = clean().without("--nonce", "--pcrs", "--log").answer();
    assertThat(answer.code()).isZero();
    assertThat(answer.json().path("pcrs")).isEmpty();
  }

  @Test
  void otherNonceIsReported() {
    var answer = clean().with("--nonce", "00ff").answer();
    assertThat(answer.codes()).containsExactly("QUOTE_NOT_BOUND");
    assertThat(answer.checks())
        .containsEntry("SIGNATURE", "PROVEN")
        .containsEntry("NONCE", "NOT_PROVEN");
    assertThat(answer.code()).isEqualTo(1);
  }

  @Test
  void everyFlippedByteOfTheQuoteIsNoticed() {
    var attest = TestFile.bytes(CLEAN.resolve("quote/quote.msg"));
    for (var i = 4; i < attest.length; i++) {
      var flipped = attest.clone();
      flipped[i] ^= 1;
      var answer = clean().with("--attest", flipped).answer();
      assertThat(answer.code()).as("byte %d", i).isEqualTo(1);
      assertThat(answer.checks()).containsEntry("SIGNATURE", "NOT_PROVEN");
      assertThat(answer.json().path("quote").isNull()).isTrue();
    }
  }

  @Test
  void valuesOfAnotherBootAreReported() {
    var other = TestResource.captures().resolve("clean-A2/quote/quote.pcrs");
    var answer = clean().with("--pcrs", other).answer();
    assertThat(answer.codes()).containsExactly("PCR_DIGEST_MISMATCH");
    assertThat(answer.code()).isEqualTo(1);
  }

  @Test
  void logOfAnotherMachineIsReported() {
    var other = TestResource.captures().resolve("clean-B/binary_bios_measurements");
    var answer = clean().with("--log", other).answer();
    assertThat(answer.doubts()).contains("REPLAY_MISMATCH");
    assertThat(answer.checks()).containsEntry("EVENT_LOG", "NOT_PROVEN");
    assertThat(answer.code()).isEqualTo(1);
  }

  @Test
  void brokenLogIsReported() {
    var answer = clean().with("--log", new byte[] {1}).answer();
    assertThat(answer.codes()).containsExactly("EVENT_LOG_MALFORMED");
    assertThat(answer.code()).isEqualTo(1);
  }

  @Test
  void keyOfAnotherMachineIsReported() {
    var other = TestResource.captures().resolve("clean-B/quote/ak.pub");
    assertThat(clean().with("--key", other).answer().codes()).containsExactly("SIGNATURE_INVALID");
  }

  @Test
  void keyThatSignsAnythingIsReported() {
    var area = TestFile.bytes(CLEAN.resolve("quote/ak.pub"));
    area[7] &= ~1; // bit 16 of the attributes: restricted
    var answer = clean().with("--key", area).answer();
    assertThat(answer.codes()).contains("KEY_UNSUITABLE");
    assertThat(answer.checks()).containsEntry("KEY_ATTRIBUTES", "NOT_PROVEN");
    assertThat(answer.code()).isEqualTo(1);
  }

  @Test
  void collectedFolderIsVerifiedAsItIs() {
    var folder = collected();
    var nonce = TestFile.read(folder.resolve("nonce.hex")).strip();

    var asked = new VerifyCall(home).answer(folder.toString(), "--nonce", nonce);
    assertThat(asked.code()).isZero();
    assertThat(asked.checks())
        .containsEntry("NONCE", "PROVEN")
        .containsEntry("PCR_VALUES", "PROVEN")
        .containsEntry("EVENT_LOG", "PROVEN");
    // A nonce that comes with the quote shows nothing.
    assertThat(new VerifyCall(home).answer(folder.toString()).checks())
        .containsEntry("NONCE", "NOT_ASKED");
  }

  @Test
  void optionNamesAnotherFileThanTheFolders() {
    var other = TestResource.captures().resolve("clean-B/quote/ak.pub");
    assertThat(new VerifyCall(home).with("--key", other).answer(collected().toString()).codes())
        .containsExactly("SIGNATURE_INVALID");
  }

  /// As `assay-agent collect` lays it out.
  private Path collected() {
    try {
      var folder = Files.createDirectories(home.resolve("collected"));
      for (var name : List.of("quote.msg", "quote.sig", "ak.pub", "ak.pem", "nonce.hex")) {
        TestFile.copy(CLEAN.resolve("quote").resolve(name), folder.resolve(name));
      }
      TestFile.write(
          folder.resolve("pcrs.json"), QuoteForms.json(CLEAN.resolve("quote/quote.pcrs")));
      TestFile.copy(
          CLEAN.resolve("binary_bios_measurements"), folder.resolve("binary_bios_measurements"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--attest, '', is no quote",
    "--attest, 'no attest', is no quote",
    "--key, '', holds no public key",
    "--key, 'no key', holds no public key",
    "--key, '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----', openssl x509",
    "--pcrs, '', holds no PCR values",
    "--pcrs, 'no values', 'quoted, have 512 bytes, not 9'",
    "--pcrs, '{\"sha1\": {\"0\": \"00\"}}', holds no PCR values"
  })
  void unusableInputIsSaidToBe(String option, String content, String reason) {
    var result = clean().with(option, content.getBytes(StandardCharsets.UTF_8)).run();
    assertThat(result.err()).contains(option.substring(2), reason).hasLineCount(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"xyz, is not hexadecimal", "'', is empty"})
  void unusableNonceIsSaidToBe(String nonce, String reason) {
    var result = clean().with("--nonce", nonce).run();
    assertThat(result.err()).contains("--nonce", reason).hasLineCount(1);
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void missingFilesAreSaidToBeMissing() {
    for (var option : List.of("--attest", "--signature", "--key", "--pcrs", "--log")) {
      var result = clean().with(option, home.resolve("nothing")).run();
      assertThat(result.err()).contains("There is no file").hasLineCount(1);
      assertThat(result.code()).isEqualTo(2);
    }
    var nothing = new AssayCall(home).run("verify");
    assertThat(nothing.err()).contains("--attest").hasLineCount(1);
    assertThat(nothing.code()).isEqualTo(2);
    assertThat(new AssayCall(home).run("verify", home.toString()).err()).contains("quote.msg");
  }

  @Test
  void cutSignatureIsReported() {
    var signature = TestFile.bytes(CLEAN.resolve("quote/quote.sig"));
    for (var length = 0; length < signature.length; length++) {
      var answer = clean().with("--signature", Arrays.copyOf(signature, length)).answer();
      assertThat(answer.codes()).containsExactly("QUOTE_MALFORMED");
      assertThat(answer.code()).isEqualTo(1);
    }
  }
}

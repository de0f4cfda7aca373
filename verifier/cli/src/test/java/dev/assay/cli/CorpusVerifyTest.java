package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.appraisal.testing.Corpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Quotes of TPMs of many vendors and clouds, as other projects recorded them: each is proven or
/// not as its descriptor says, but for what Assay alone refuses.
class CorpusVerifyTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What its source accepts and Assay doesn't: SHA-1 in the signature, and nothing but SHA-1
  /// quoted.
  private static final Map<String, List<String>> ONLY_ASSAY_REFUSES =
      Map.of(
          "go-attestation-windows_gcp_shielded_vm", List.of("SIGNATURE_SCHEME_NOT_ALLOWED"),
          "go-tpm-tools-gce-cos-85-no-nonce-sha1", List.of("NO_STRONG_BANK"),
          "go-tpm-tools-gce-cos-85-nonce9009-sha1", List.of("NO_STRONG_BANK"));

  @TempDir Path home = Path.of("");

  /// A quote as its descriptor ties it together.
  record Recorded(String name, JsonNode descriptor) {
    static Recorded read(Path file) {
      try {
        var name = file.getFileName().toString().replace(".quote.json", "");
        return new Recorded(name, JSON.readTree(file.toFile()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Optional<Path> file(String field) {
      return Optional.of(descriptor.path(field).asText(""))
          .filter(path -> !path.isEmpty())
          .map(Corpus.require()::resolve);
    }

    boolean accepted() {
      return descriptor.path("expect").asText().equals("accept");
    }

    boolean verifiable() {
      return file("signature").isPresent() && file("ak_pem").isPresent();
    }

    VerifyCall call(Path home) {
      var call =
          new VerifyCall(home)
              .with("--attest", file("attest").orElseThrow())
              .with("--signature", file("signature").orElseThrow())
              .with("--key", file("ak_pem").orElse(home));
      var nonce = descriptor.path("nonce").asText("");
      if (!nonce.isEmpty()) {
        call.with("--nonce", nonce);
      }
      var pcrs = descriptor.path("pcrs");
      return pcrs.isEmpty()
          ? call
          : call.with("--pcrs", pcrs.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static List<Recorded> all(String folder) {
    return Corpus.files(folder, ".quote.json").stream().map(Recorded::read).toList();
  }

  static List<Recorded> accepted() {
    return all("quote").stream().filter(Recorded::accepted).filter(Recorded::verifiable).toList();
  }

  @Test
  void enoughQuotesAreAccepted() {
    assertThat(accepted()).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void quoteThatItsSourceAcceptsIsProven(Recorded quote) {
    assertThatOnlyAssayRefuses(quote, quote.call(home));
  }

  private static void assertThatOnlyAssayRefuses(Recorded quote, VerifyCall call) {
    var answer = call.answer();
    var expected = ONLY_ASSAY_REFUSES.getOrDefault(quote.name(), List.of());
    assertThat(answer.doubts()).isEqualTo(expected);
    assertThat(answer.code()).isEqualTo(expected.isEmpty() ? 0 : 1);
    if (expected.isEmpty()) {
      assertThat(answer.checks()).containsEntry("PCR_VALUES", "PROVEN");
    }
  }

  static List<Recorded> withPublicArea() {
    return accepted().stream().filter(quote -> quote.file("ak_tpmt_public").isPresent()).toList();
  }

  @ParameterizedTest
  @MethodSource("withPublicArea")
  void publicAreaProvesAsMuchAsTheBareKeyAndMore(Recorded quote) {
    var call = quote.call(home).with("--key", quote.file("ak_tpmt_public").orElseThrow());
    var doubts = call.answer().doubts();
    var unsuitable = doubts.contains("KEY_UNSUITABLE");
    assertThat(unsuitable).isEqualTo(quote.name().contains("windows_gcp")); // SHA-1
    if (!unsuitable) {
      assertThatOnlyAssayRefuses(quote, call);
    }
  }

  static List<Recorded> withValuesOfTpm2Tools() {
    return accepted().stream().filter(quote -> quote.file("pcrs_tpm2tools").isPresent()).toList();
  }

  @ParameterizedTest
  @MethodSource("withValuesOfTpm2Tools")
  void valuesAsTpm2ToolsWroteThemAreRead(Recorded quote) {
    assertThatOnlyAssayRefuses(
        quote, quote.call(home).with("--pcrs", quote.file("pcrs_tpm2tools").orElseThrow()));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void otherNonceIsNeverProven(Recorded quote) {
    var answer = quote.call(home).with("--nonce", "00").answer();
    assertThat(answer.checks()).containsEntry("NONCE", "NOT_PROVEN");
    assertThat(answer.code()).isEqualTo(1);
  }

  static List<Recorded> rejected() {
    return all("malformed");
  }

  @ParameterizedTest
  @MethodSource("rejected")
  void quoteThatItsSourceRejectsIsRefused(Recorded quote) {
    var answer = quote.call(home).answer();
    assertThat(answer.codes()).containsExactly("SIGNATURE_INVALID");
    assertThat(answer.code()).isEqualTo(1);
  }

  static List<Recorded> ofUnknownKeys() {
    return all("quote").stream()
        .filter(quote -> quote.file("signature").isPresent() && !quote.verifiable())
        .toList();
  }

  /// Their keys were not published, so somebody else's shows nothing.
  @ParameterizedTest
  @MethodSource("ofUnknownKeys")
  void somebodyElsesKeyShowsNothing(Recorded quote) {
    var key = accepted().getFirst().file("ak_pem").orElseThrow();
    var answer = quote.call(home).with("--key", key).answer();
    assertThat(answer.codes())
        .hasSize(1)
        .isSubsetOf("SIGNATURE_INVALID", "SIGNATURE_SCHEME_NOT_ALLOWED", "QUOTE_MALFORMED");
    assertThat(answer.codes().contains("QUOTE_MALFORMED"))
        .as("a certification is no quote")
        .isEqualTo(quote.name().equals("veraison-parsec-json-kat"));
    assertThat(answer.code()).isEqualTo(1);
  }

  static List<Recorded> withLogs() {
    return accepted().stream()
        .filter(quote -> !quote.descriptor().path("eventlogs").isEmpty())
        .toList();
  }

  /// Where the log doesn't explain the values, as the corpus's README says: extends without events,
  /// a boot before its resumes, a SHA-1 bank that Windows capped. And what is refused before.
  private static final Set<String> UNEXPLAINED =
      Set.of(
          "guard-oss-failed-1 guard-oss-failed-1",
          "guard-oss-failed-2 guard-oss-failed-1",
          "guard-oss-dell-notebook-5eventlogs-WBCL guard-oss-dell-notebook-5eventlogs-WBCL-log0",
          "guard-oss-dell-notebook-5eventlogs-WBCL guard-oss-dell-notebook-5eventlogs-WBCL-log1",
          "guard-oss-dell-notebook-5eventlogs-WBCL guard-oss-dell-notebook-5eventlogs-WBCL-log2",
          "guard-oss-dell-notebook-5eventlogs-WBCL guard-oss-dell-notebook-5eventlogs-WBCL-log3",
          "guard-oss-IMN-SUPERMICRO-EPP-MSDefender guard-oss-IMN-SUPERMICRO-EPP-MSDefender",
          "guard-oss-IMN-SUPERMICRO-WBCL-Quote-AIKs guard-oss-IMN-SUPERMICRO-WBCL-Quote-AIKs");

  @ParameterizedTest
  @MethodSource("withLogs")
  void logsOfTheMachineExplainItsQuote(Recorded quote) {
    for (var log : quote.descriptor().path("eventlogs")) {
      var file = Corpus.require().resolve(log.asText());
      var answer = quote.call(home).with("--log", file).answer();
      var pair = quote.name() + " " + file.getFileName().toString().replace(".bin", "");
      var explained = !UNEXPLAINED.contains(pair) && !ONLY_ASSAY_REFUSES.containsKey(quote.name());
      assertThat(answer.checks())
          .as(pair)
          .containsEntry("EVENT_LOG", explained ? "PROVEN" : "NOT_PROVEN");
      assertThat(answer.code()).as(pair).isEqualTo(explained ? 0 : 1);
    }
  }
}

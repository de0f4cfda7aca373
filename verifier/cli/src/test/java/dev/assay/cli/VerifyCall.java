package dev.assay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One run of `assay verify --json`, sound until a test changes one option.
final class VerifyCall {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path home;
  private final Map<String, String> options = new LinkedHashMap<>();

  VerifyCall(Path home) {
    this.home = home;
  }

  /// The quote over PCR 0 to 15 that tpm2_quote made inside a captured machine, and its log.
  static VerifyCall ofCapture(Path home, Path capture) {
    var quote = capture.resolve("quote");
    return new VerifyCall(home)
        .with("--attest", quote.resolve("quote.msg"))
        .with("--signature", quote.resolve("quote.sig"))
        .with("--key", quote.resolve("ak.pub"))
        .with("--nonce", TestFile.read(quote.resolve("nonce.hex")).strip())
        .with("--pcrs", quote.resolve("quote.pcrs"))
        .with("--log", capture.resolve("binary_bios_measurements"));
  }

  VerifyCall with(String option, Object value) {
    options.put(option, value.toString());
    return this;
  }

  VerifyCall with(String option, byte[] content) {
    return with(option, TestFile.write(home.resolve(option.substring(2)), content));
  }

  VerifyCall without(String... names) {
    options.keySet().removeAll(List.of(names));
    return this;
  }

  AssayCall.Result run(String... more) {
    var arguments = new ArrayList<String>();
    arguments.add("verify");
    options.forEach(
        (option, value) -> {
          arguments.add(option);
          arguments.add(value);
        });
    arguments.addAll(List.of(more));
    return new AssayCall(home).run(arguments.toArray(String[]::new));
  }

  /// What it says for programs.
  Answer answer(String... more) {
    var arguments = new ArrayList<>(List.of(more));
    arguments.add("--json");
    var result = run(arguments.toArray(String[]::new));
    try {
      return new Answer(result.code(), JSON.readTree(result.out()));
    } catch (IOException e) {
      throw new UncheckedIOException(result.err(), e);
    }
  }

  /// An answer for programs.
  record Answer(int code, JsonNode json) {
    List<String> codes() {
      var codes = new ArrayList<String>();
      json.path("findings").forEach(finding -> codes.add(finding.path("code").asText()));
      return codes;
    }

    /// The codes of all findings but notes.
    List<String> doubts() {
      var codes = new ArrayList<String>();
      for (var finding : json.path("findings")) {
        if (!finding.path("severity").asText().equals("NOTE")) {
          codes.add(finding.path("code").asText());
        }
      }
      return codes;
    }

    Map<String, String> checks() {
      var checks = new LinkedHashMap<String, String>();
      for (var check : json.path("checks")) {
        checks.put(check.path("check").asText(), check.path("result").asText());
      }
      return checks;
    }
  }
}

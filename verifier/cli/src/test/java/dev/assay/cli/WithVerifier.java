package dev.assay.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Tests that need a verifier to answer: one per class, empty before each test.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WithVerifier {
  static final String TRUSTED = "1111aaaa11111111111111111111111111111111111111111111111111111111";
  static final String SILENT = "2222bbbb22222222222222222222222222222222222222222222222222222222";
  static final String PENDING = "3333cccc33333333333333333333333333333333333333333333333333333333";
  static final String UNTRUSTED =
      "4444dddd44444444444444444444444444444444444444444444444444444444";

  @TempDir Path home = Path.of("");

  private final AnsweringVerifier verifier;

  WithVerifier() {
    try {
      verifier = new AnsweringVerifier();
    } catch (Exception e) {
      throw new IllegalStateException("no HTTPS server", e);
    }
  }

  final AnsweringVerifier verifier() {
    return verifier;
  }

  final AssayCall assay() {
    return AssayCall.to(verifier, home);
  }

  @BeforeAll
  final void listens() {
    verifier.reset();
  }

  @BeforeEach
  final void knowsTheFleet() {
    verifier.reset();
    verifier
        .on("GET /api/v1/machines", "machines.json")
        .on("GET /api/v1/machines/" + UNTRUSTED, "untrusted.json")
        .on("GET /api/v1/machines/" + TRUSTED, "trusted.json")
        .on("GET /api/v1/machines/" + SILENT, "silent.json")
        .on("GET /api/v1/whoami", "whoami.json");
  }

  @AfterAll
  final void closed() {
    verifier.close();
  }
}

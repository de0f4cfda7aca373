package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokensCommandsTest extends WithVerifier {
  @Test
  void newTokenIsPrintedAlone() {
    verifier().on("POST /api/v1/tokens", 201, "{\"id\":\"t3\",\"token\":\"assay_secret\"}");
    var result = assay().run("tokens", "create", "--name", "eve", "--role", "operator");
    assertThat(verifier().bodyOf("POST /api/v1/tokens"))
        .isEqualTo("{\"name\":\"eve\",\"role\":\"operator\",\"expiresInDays\":90}");
    assertThat(result.out()).isEqualTo("assay_secret\n");
    assertThat(result.err()).contains("shown once", "assay tokens revoke t3");
  }

  @Test
  void listShowsWhoseAndUntilWhen() {
    verifier().on("GET /api/v1/tokens", "tokens.json");
    assertThat(assay().run("tokens", "list").out())
        .isEqualTo(TestResource.text("screens/tokens.txt"));
  }

  @Test
  void revokingIsOneRequest() {
    verifier().on("DELETE /api/v1/tokens/t2", 200, "{}");
    assertThat(assay().run("tokens", "revoke", "t2").out()).isEqualTo("Token t2 is revoked.\n");
  }

  @Test
  void completionKnowsTheCommands() {
    var script = assay().run("completion").out();
    assertThat(script)
        .startsWith("#!/usr/bin/env bash")
        .contains("machines", "--accept-differences");
  }
}

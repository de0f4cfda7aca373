package dev.assay.verifier.service.hooks;

import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.service.Outcome;
import dev.assay.verifier.service.hooks.Hook.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookDescriptionTest {

  private static HookDescription webhook(@Nullable String url, @Nullable List<String> secrets) {
    return new HookDescription(
        "tickets", url, secrets, null, null, null, null, null, null, null, null, null);
  }

  private static String refusal(HookDescription description) {
    return switch (description.read(Origin.API)) {
      case Outcome.Declined<Hook>(_, var detail) -> detail;
      case Outcome.Done<Hook>(var hook) -> throw new AssertionError("was taken: " + hook);
    };
  }

  @Test
  void whatIsWrittenDownReadsTheSame() {
    var hook =
        done(
            new HookDescription(
                    "tickets",
                    "https://tickets.example:8443/in",
                    List.of("env:KEY", "file:/etc/assay/key"),
                    true,
                    "/etc/assay/ca.pem",
                    "/etc/assay/client.pem",
                    "/etc/assay/client.key",
                    null,
                    null,
                    List.of("dev.assay.machine.quarantined"),
                    List.of("X11"),
                    "warning")
                .read(Origin.API));
    assertThat(done(HookDescription.of(hook).read(Origin.API))).isEqualTo(hook);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://tickets.example/",
        "ftp://tickets.example/",
        "https://user:pw@tickets.example/",
        "https://tickets.example/\r\nHost: other",
        "https://tickets.example/#part",
        "https:///nobody",
        "https://tickets.example/a b"
      })
  void urlThatIsNoPlainHttpsIsRefused(String url) {
    assertThat(refusal(webhook(url, List.of("env:KEY")))).startsWith("url: must be https");
  }

  @Test
  void secretItselfIsRefusedWhereAReferenceBelongs() {
    var refusal = refusal(webhook("https://a.example/", List.of("whsec_c2VjcmV0")));
    assertThat(refusal).startsWith("secrets:").doesNotContain("c2VjcmV0");
  }

  @Test
  void hookWithoutSecretIsRefused() {
    assertThat(refusal(webhook("https://a.example/", null))).contains("at least one");
  }

  @Test
  void relativeProgramIsRefused() {
    var command =
        new HookDescription(
            "page", null, null, null, null, null, null, List.of("page.sh"), null, null, null, null);
    assertThat(refusal(command)).contains("absolute path");
  }

  @Test
  void eitherUrlOrCommand() {
    assertThat(refusal(webhook(null, List.of("env:KEY")))).contains("either a url or a command");
  }
}

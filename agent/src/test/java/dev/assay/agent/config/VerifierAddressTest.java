package dev.assay.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierAddressTest {
  @ParameterizedTest
  @ValueSource(strings = {"a:1", "assay.example.net:8443", "10.0.0.1:65535", "[2001:db8::1]:443"})
  void addressIsReadAndShownTheSame(String text) {
    assertThat(VerifierAddress.parse(text))
        .hasValueSatisfying(a -> assertThat(a).hasToString(text));
  }

  @Test
  void bracketsAreNotPartOfTheHost() {
    assertThat(VerifierAddress.parse("[::1]:1")).contains(new VerifierAddress("::1", 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "a:", ":1", "a:0", "a:65536", "::1:5", "a b:1", "https://a:1", "[]:1"})
  void anythingElseIsRefused(String text) {
    assertThat(VerifierAddress.parse(text)).isEmpty();
  }
}

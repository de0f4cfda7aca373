package dev.assay.verifier.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.agent.testing.SoftwareTpm;
import dev.assay.v1.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// tpm2-tools and Assay agree on what a good quote is, in both directions.
class SecondOpinionIT {

  private static final String NONCE = "00112233445566778899aabbccddeeff";
  private static final byte[] LOG = Host.eventLogBytes("clean-B");

  @TempDir static Path folder;
  private static VerifierProcess verifier;
  private static SoftwareTpm tpm;
  private static Path collected;

  @BeforeAll
  static void start() {
    verifier = Verifiers.trustingSoftwareTpms(folder, Map.of());
    tpm = SoftwareTpm.fresh().withoutCertificate().start();
    tpm.fill(Host.eventLog("clean-B"));
    var host = Host.of(folder.resolve("host"), "clean-B");
    collected = folder.resolve("collected");
    new AgentProcess(verifier, host, tpm.address())
        .succeeds("collect", "--out", collected.toString(), "--nonce", NONCE);
  }

  @AfterAll
  static void stop() {
    verifier.close();
    tpm.close();
  }

  @Test
  void checkquoteAcceptsWhatTheAgentCollected() {
    var checked = checkquote(NONCE);
    assertThat(checked.exit()).as(checked.output()).isZero();
  }

  @Test
  void checkquoteRefusesAnotherNonce() {
    assertThat(checkquote("ff" + NONCE.substring(2)).exit()).isNotZero();
  }

  @Test
  void checkquoteRefusesAnAlteredQuote() throws IOException {
    var quote = collected.resolve("quote.msg");
    var honest = Files.readAllBytes(quote);
    var altered = honest.clone();
    altered[altered.length - 1] ^= 1;
    try {
      Files.write(quote, altered);
      assertThat(checkquote(NONCE).exit()).isNotZero();
    } finally {
      Files.write(quote, honest);
    }
  }

  private static Commands.Ended checkquote(String nonce) {
    return Commands.tryRun(
        collected,
        Map.of(),
        List.of(
            "tpm2_checkquote",
            "-u",
            "ak.pem",
            "-m",
            "quote.msg",
            "-s",
            "quote.sig",
            "-q",
            nonce,
            "-g",
            "sha256"));
  }

  @Test
  void collectedLogIsTheHostsByteForByte() throws IOException {
    assertThat(Files.readAllBytes(collected.resolve("binary_bios_measurements"))).isEqualTo(LOG);
  }

  @Test
  void verifierTrustsAQuoteOfTpm2Quote() {
    // EK, AK, credential and quote by tpm2-tools alone: createek, createak, activatecredential,
    // quote.
    var tools = new TpmTools(tpm);
    var ek = tools.rsaEk();
    try (var agent = new RawAgent(verifier)) {
      var machine =
          agent.enroll(tools, ek, Optional.empty(), tools.createdAk(ek), "second-opinion");
      var fleet = new Fleet(verifier);
      fleet.approve(machine.idHex());
      machine.attest(agent, LOG);
      fleet.goldenFrom(List.of(machine.idHex()));
      assertThat(machine.attest(agent, LOG).getVerdict()).isEqualTo(Verdict.VERDICT_TRUSTED);
    }
  }
}

package dev.assay.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.assay.agent.testing.AgentProcess;
import dev.assay.agent.testing.SoftwareTpm;
import dev.assay.agent.testing.Sysfs;
import dev.assay.agent.testing.verifier.PlayedEnrollment;
import dev.assay.agent.testing.verifier.PlayedStream;
import dev.assay.agent.testing.verifier.PlayedVerifier;
import dev.assay.agent.testing.verifier.TestAuthority;
import dev.assay.agent.tpm.AkScheme;
import dev.assay.agent.tpm.AttestationKey;
import dev.assay.agent.tpm.EkChoice;
import dev.assay.agent.tpm.Tpm;
import dev.assay.v1.AttestResponse;
import dev.assay.v1.Finding;
import dev.assay.v1.Receipt;
import dev.assay.v1.Severity;
import dev.assay.v1.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The real program as a process, against a software TPM and a played verifier.
class AssayAgentTest {
  private static final byte[] SMBIOS = {127, 4, 0, 0};

  private static SoftwareTpm tpm;
  private static AttestationKey key;
  private static PlayedEnrollment enrollment;
  private static PlayedVerifier verifier;
  private static TestAuthority authority;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    tpm = SoftwareTpm.fresh().start();
    try (var open = Tpm.open(tpm.tpmAddress())) {
      key = open.createAttestationKey(open.endorsementKey(EkChoice.AUTO), AkScheme.ECDSA_P256);
    }
    enrollment = new PlayedEnrollment(tpm);
    authority = new TestAuthority();
    verifier = PlayedVerifier.start(authority.server("127.0.0.1", "localhost"), enrollment);
  }

  @AfterAll
  static void stop() {
    verifier.close();
    tpm.close();
  }

  @Test
  void enrollingTwiceUsesTheSameKeys() throws Exception {
    for (var i = 0; i < 2; i++) {
      try (var agent = agent("enroll", "--ek", "rsa")) {
        assertThat(agent.exitCode()).as(agent.err()).isZero();
        assertThat(agent.out())
            .contains("state   PENDING")
            .contains("waits for approval?[31m")
            .containsPattern("machine [0-9a-f]{64}");
      }
    }
    var requests = enrollment.requests();
    assertThat(requests.getLast().getAkPublic())
        .isEqualTo(requests.get(requests.size() - 2).getAkPublic());
    assertThat(requests.getLast().getEkCertificate()).isNotEqualTo(ByteString.EMPTY);
    assertThat(AttestationKey.load(state().resolve("ak")).publicArea())
        .isEqualTo(requests.getLast().getAkPublic());
  }

  @Test
  void rsaAttestationKeyUnderAnEccEndorsementKeyEnrolls() throws Exception {
    try (var agent = agent("enroll", "--ek", "ecc", "--ak", "rsa")) {
      assertThat(agent.exitCode()).as(agent.err()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "VERDICT_TRUSTED, 0, TRUSTED",
    "VERDICT_WARNING, 0, WARNING",
    "VERDICT_UNTRUSTED, 1, UNTRUSTED",
    "VERDICT_UNKNOWN, 4, UNKNOWN"
  })
  void exitCodeOfAttestFollowsTheVerdict(Verdict verdict, int exitCode, String word)
      throws Exception {
    enrolled();
    try (var agent = agent("attest")) {
      var stream = verifier.awaitStream();
      stream.hello();
      stream.send(PlayedStream.challenge());
      awaitEvidence(stream);
      stream.send(
          AttestResponse.newBuilder()
              .setReceipt(
                  Receipt.newBuilder()
                      .setVerdict(verdict)
                      .addFindings(
                          Finding.newBuilder()
                              .setCode("A_CODE")
                              .setSeverity(Severity.SEVERITY_VIOLATION)
                              .setMessage("PCR 0 differs")
                              .setRemedy("look")))
              .build());

      assertThat(agent.exitCode()).as(agent.err()).isEqualTo(exitCode);
      assertThat(agent.out().lines())
          .containsExactly(word, "violation PCR 0 differs", "          → look");
    }
  }

  @Test
  void attestWithoutAKeySaysToEnroll() throws Exception {
    try (var agent = agent("attest")) {
      assertThat(agent.exitCode()).isEqualTo(1);
      assertThat(agent.err()).contains("run 'assay-agent enroll' first");
    }
  }

  @Test
  void absentVerifierIsCodeThree() throws Exception {
    enrolled();
    try (var agent = agent("attest", "--verifier", "127.0.0.1:1")) {
      assertThat(agent.exitCode()).isEqualTo(3);
      assertThat(agent.err()).contains("nothing answers at 127.0.0.1:1");
    }
  }

  @Test
  void absentTpmIsCodeThree() throws Exception {
    enrolled();
    try (var agent = agent("attest", "--tpm", "unix:" + folder.resolve("none"))) {
      assertThat(agent.exitCode()).isEqualTo(3);
      assertThat(agent.err()).contains("code=UNREACHABLE");
    }
  }

  @Test
  void runStopsOnSigterm() throws Exception {
    enrolled();
    try (var agent = agent("run")) {
      var stream = verifier.awaitStream();
      stream.hello();
      stream.send(PlayedStream.challenge());
      awaitEvidence(stream);
      stream.receipt(Verdict.VERDICT_TRUSTED);
      agent.awaitErr("verdict=TRUSTED");

      agent.terminate();
      assertThat(agent.exitCode()).as(agent.err()).isZero();
      assertThat(agent.err()).contains(" INFO stopped");
    }
  }

  @Test
  void runStopsOnSigtermWhileTheVerifierIsAbsent() throws Exception {
    enrolled();
    try (var agent = agent("run", "--verifier", "127.0.0.1:1")) {
      agent.awaitErr("trying again");

      agent.terminate();
      assertThat(agent.exitCode()).isZero();
    }
  }

  @Test
  void runWaitsForEnrollment() throws Exception {
    try (var agent = agent("run")) {
      agent.awaitErr("not enrolled");

      agent.terminate();
      assertThat(agent.exitCode()).isZero();
    }
  }

  @Test
  void wrongUsageIsCodeTwo() throws Exception {
    try (var agent = AgentProcess.start(folder, "attest", "--verifer", "a:1")) {
      assertThat(agent.exitCode()).isEqualTo(2);
      assertThat(agent.err()).contains("no flag '--verifer'; did you mean '--verifier'?");
    }
    try (var agent = AgentProcess.start(folder, "attest", "--verifier", "nonsense")) {
      assertThat(agent.exitCode()).isEqualTo(2);
      assertThat(agent.err()).contains("--verifier: 'nonsense' is not HOST:PORT");
    }
  }

  @Test
  void helpAndVersionAreCodeZero() throws Exception {
    try (var agent = AgentProcess.start(folder, "run", "--help")) {
      assertThat(agent.exitCode()).isZero();
      assertThat(agent.out()).contains("--event-log FILE").contains("Precedence");
    }
    try (var agent = AgentProcess.start(folder, "--version")) {
      assertThat(agent.exitCode()).isZero();
      assertThat(agent.out()).startsWith("assay-agent ");
    }
  }

  @Test
  void collectedEvidenceIsAcceptedByTpm2Checkquote() throws Exception {
    enrolled();
    var out = folder.resolve("evidence");
    try (var agent = collect(out, "--nonce", "00112233445566778899")) {
      assertThat(agent.exitCode()).as(agent.err()).isZero();
    }

    try (var files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "quote.msg",
              "quote.sig",
              "nonce.hex",
              "pcrs.json",
              "ak.pub",
              "ak.pem",
              "ek.pub",
              "ek.cert.der",
              "binary_bios_measurements",
              "pci.json",
              "smbios.bin",
              "host.json");
    }
    checkQuote(out, "00112233445566778899");
    tpm.tool("tpm2_print", "-t", "TPM2B_PUBLIC", out.resolve("ak.pub").toString());
    assertThat(Files.readString(out.resolve("pci.json")))
        .contains("\"0000:00:02.0\": {", "\"vendor\": \"8086\"", "\"class\": \"020000\"");
    assertThat(out.resolve("smbios.bin")).hasBinaryContent(SMBIOS);
    assertThat(Files.readString(out.resolve("host.json"))).contains("\"product_name\": \"X11\"");
  }

  @Test
  void collectWorksBeforeEnrollmentAndWithAnRsaKey() throws Exception {
    var out = folder.resolve("evidence");
    try (var agent = collect(out, "--ak", "rsa")) {
      assertThat(agent.exitCode()).as(agent.err()).isZero();
    }

    checkQuote(out, Files.readString(out.resolve("nonce.hex")).strip());
  }

  @Test
  void collectOverwritesNothing() throws Exception {
    var out = Files.createDirectory(folder.resolve("evidence"));
    var kept = Files.writeString(out.resolve("quote.msg"), "kept");

    try (var agent = collect(out)) {
      assertThat(agent.exitCode()).isEqualTo(1);
      assertThat(agent.err()).contains("is not empty");
    }
    assertThat(kept).hasContent("kept");
  }

  @Test
  void doctorFindsNothingWrongOnAGoodMachine() throws Exception {
    try (var agent = agent("enroll", "--ek", "rsa")) {
      assertThat(agent.exitCode()).as(agent.err()).isZero();
    }
    try (var agent = agent("doctor", "--ek", "rsa")) {
      assertThat(agent.exitCode()).as(agent.out()).isZero();
      assertThat(agent.out().lines()).allMatch(line -> line.startsWith("OK "));
      assertThat(agent.out())
          .contains("PCR banks", "sha1, sha256", "EK certificate", "event log", "state folder")
          .contains("components     1 PCI functions, SMBIOS table of 4 bytes")
          .contains("certificate    good for 127.0.0.1", "clock", "enrollment     machine ");
    }
  }

  @Test
  void doctorNamesWhatIsWrongAndWhatToDo() throws Exception {
    var stranger = new TestAuthority().writeTo(folder.resolve("stranger.pem"));
    try (var agent =
        agent("doctor", "--ca", stranger.toString(), "--event-log", folder + "/none")) {
      assertThat(agent.exitCode()).isEqualTo(1);
      assertThat(agent.out())
          .containsPattern("FAIL event log +.*none does not exist.* → ")
          .containsPattern("FAIL enrollment +not enrolled.* → run 'assay-agent enroll'")
          .containsPattern("FAIL verifier +the verifier's certificate does not chain.* → ");
    }
    try (var agent = agent("doctor", "--tpm", "tcp:127.0.0.1:1", "--verifier", "127.0.0.1:1")) {
      assertThat(agent.exitCode()).isEqualTo(1);
      assertThat(agent.out())
          .containsPattern("FAIL TPM +tcp:127.0.0.1:1")
          .containsPattern("FAIL verifier +nothing answers");
    }
  }

  private void checkQuote(Path out, String nonce) {
    tpm.tool(
        "tpm2_checkquote",
        "-u",
        out.resolve("ak.pem").toString(),
        "-m",
        out.resolve("quote.msg").toString(),
        "-s",
        out.resolve("quote.sig").toString(),
        "-q",
        nonce,
        "-g",
        "sha256");
  }

  private static void awaitEvidence(PlayedStream stream) throws InterruptedException {
    while (!stream.next().hasEvidence()) {
      // A piece of the log: the evidence follows.
    }
  }

  private Path state() {
    return folder.resolve("state");
  }

  private void enrolled() throws IOException {
    Files.createDirectory(state());
    key.save(state().resolve("ak"));
  }

  /// The program with everything it needs in a configuration file; flags go before that.
  private AgentProcess agent(String command, String... flags) throws IOException {
    var log = Files.writeString(folder.resolve("log"), "the log of a boot");
    var sysfs =
        Sysfs.at(folder.resolve("sys"))
            .function("0000:00:02.0", "8086:10D3", "20000", false)
            .smbios(SMBIOS);
    var dmi = Files.writeString(folder.resolve("dmi.json"), "{\"product_name\": \"X11\"}");
    var ca = authority.writeTo(folder.resolve("ca.pem"));
    var configuration =
        Files.write(
            folder.resolve("agent.conf"),
            List.of(
                "verifier = " + verifier.address(),
                "ca = " + ca,
                "tpm = " + tpm.address(),
                "state = " + state(),
                "event-log = " + log,
                "sysfs = " + sysfs.root(),
                "dmi = " + dmi));
    var arguments = new ArrayList<>(List.of(command, "--config", configuration.toString()));
    arguments.addAll(List.of(flags));
    return AgentProcess.start(folder, arguments.toArray(String[]::new));
  }

  private AgentProcess collect(Path out, String... flags) throws IOException {
    var arguments = new ArrayList<>(List.of("--out", out.toString()));
    arguments.addAll(List.of(flags));
    return agent("collect", arguments.toArray(String[]::new));
  }
}

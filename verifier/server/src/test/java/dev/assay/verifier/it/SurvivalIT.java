package dev.assay.verifier.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.agent.testing.SoftwareTpm;
import io.grpc.Status.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever dies, nothing that was promised is lost, and what remains finds together again by
/// itself.
class SurvivalIT {

  private static final Duration RECOVERY = Duration.ofMinutes(2);
  private static final byte[] LOG = Host.eventLogBytes("clean-A2");

  @TempDir static Path folder;
  private static VerifierProcess verifier;
  private static Fleet fleet;
  private static SoftwareTpm agentsTpm;
  private static SoftwareTpm rawTpm;
  private static AgentProcess agent;
  private static String agentsMachine;
  private static RawMachine raw;

  @BeforeAll
  static void oneRealAgentAndOneRawOne() {
    verifier = Verifiers.trustingSoftwareTpms(folder, Map.of("ASSAY_INTERVAL", "10"));
    fleet = new Fleet(verifier);
    agentsTpm = SoftwareTpm.fresh().withoutCertificate().start();
    agentsTpm.fill(Host.eventLog("clean-A1"));
    agent =
        new AgentProcess(
            verifier, Host.of(folder.resolve("host"), "clean-A1"), agentsTpm.address());
    agentsMachine = agent.enroll();
    fleet.approve(agentsMachine);

    rawTpm = SoftwareTpm.fresh().withoutCertificate().start();
    rawTpm.fill(Host.eventLog("clean-A2"));
    var tools = new TpmTools(rawTpm);
    try (var client = new RawAgent(verifier)) {
      var ak = tools.ecdsaKey(TpmTools.RESTRICTED);
      raw = client.enroll(tools, tools.rsaEk(), Optional.empty(), ak, "raw");
      fleet.approve(raw.idHex());
      raw.attest(client, LOG);
    }
  }

  @AfterAll
  static void stop() {
    verifier.close();
    agentsTpm.close();
    rawTpm.close();
  }

  /// What an agent that was killed left in the TPM: on a host, the kernel's resource manager clears
  /// it away.
  @BeforeEach
  void clearTpm() {
    new TpmTools(agentsTpm).flush();
  }

  @Test
  void verifierKilledBetweenEvidenceAndReceiptLosesNothing() {
    try (var _ = agent.start();
        var client = new RawAgent(verifier)) {
      awaitAppraisalAfter(agentsMachine, "");
      var stream = client.open().hello(raw.hello());
      var challenge = stream.challenge();
      var evidence = raw.evidence(challenge, raw.quote(stream, challenge), LOG).build();
      int before = fleet.appraisals(raw.idHex()).size();

      // The database holds its breath, so the verifier dies before it can have recorded the
      // appraisal.
      var frozen = signalPostgres("STOP", postgresProcesses());
      stream.evidence(evidence);
      Waiting.sleep(Duration.ofMillis(500));
      verifier.kill();
      signalPostgres("CONT", frozen);
      assertThat(stream.end().getCode()).isEqualTo(Code.UNAVAILABLE);

      verifier.start();
      var shown = fleet.show(raw.idHex());
      var after = fleet.appraisals(raw.idHex());
      assertThat(after.size()).isBetween(before, before + 1);
      assertThat(shown.path("verdictAt").asText()).isEqualTo(after.get(0).path("at").asText());
      assertThat(shown.path("state").asText()).isEqualTo("ACTIVE");

      try (var reconnected = new RawAgent(verifier)) {
        var again = reconnected.open().hello(raw.hello());
        var fresh = again.challenge();
        assertThat(fresh.getNonce()).isNotEqualTo(challenge.getNonce());
        raw.answer(again, fresh, LOG);
        assertThat(fleet.appraisals(raw.idHex()).size()).isEqualTo(after.size() + 1);
      }
      // The agent comes back by itself.
      awaitAppraisalAfter(agentsMachine, fleet.show(agentsMachine).path("verdictAt").asText());
    }
  }

  @Test
  void agentThatWasKilledComesBackAndTakesOver() {
    String seen;
    try (var first = agent.start()) {
      seen = awaitAppraisalAfter(agentsMachine, "");
      first.kill();
    }
    clearTpm();
    try (var _ = agent.start()) {
      awaitAppraisalAfter(agentsMachine, seen);
      assertThat(fleet.attestNow(agentsMachine).path("connected").asBoolean()).isTrue();
    }
  }

  @Test
  void streamOfAKilledAgentIsGivenUp() {
    try (var first = agent.start()) {
      awaitAppraisalAfter(agentsMachine, "");
      Waiting.until("the stream to be held", RECOVERY, SurvivalIT::connected);
      first.kill();
      Waiting.until("the stream to be given up", RECOVERY, () -> !connected());
    }
  }

  @Test
  void databaseMayStopAndStart() throws IOException {
    try (var _ = agent.start();
        var client = new RawAgent(verifier)) {
      var before = awaitAppraisalAfter(agentsMachine, "");
      var program = postgresProgram();
      var away = program.resolveSibling("postgres.away");
      Files.move(program, away);
      try {
        signalPostgres("INT", List.of(verifier.postgres().orElseThrow().pid()));
        Waiting.until("the API to say so", RECOVERY, () -> machinesStatus() == 503);
        var answer = verifier.admin().get("/api/v1/machines");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.json().path("detail").asText()).contains("database");
        assertThat(verifier.anonymous().get("/q/health/ready").status()).isEqualTo(503);
        assertThat(verifier.anonymous().get("/q/health/live").status()).isEqualTo(200);

        var end = client.open().hello(raw.hello()).end(Duration.ofSeconds(60));
        assertThat(end.getCode()).isEqualTo(Code.UNAVAILABLE);
        assertThat(end.getDescription()).contains("database");
      } finally {
        Files.move(away, program);
      }
      Waiting.until("the API to answer again", RECOVERY, () -> machinesStatus() == 200);
      awaitAppraisalAfter(agentsMachine, before);
      assertThat(raw.attest(client, LOG).getFindingsList()).isNotEmpty();
    }
  }

  @Test
  void restartInOrderKeepsEverything() {
    var before = fleet.show(raw.idHex());
    assertThat(verifier.stop()).isIn(0, 143);
    verifier.start();
    var after = fleet.show(raw.idHex());
    assertThat(after.path("verdictAt")).isEqualTo(before.path("verdictAt"));
    assertThat(after.path("akName")).isEqualTo(before.path("akName"));
    assertThat(after.path("boardModel")).isEqualTo(before.path("boardModel"));
  }

  private static boolean connected() {
    return fleet.attestNow(agentsMachine).path("connected").asBoolean();
  }

  private static int machinesStatus() {
    return verifier.admin().get("/api/v1/machines").status();
  }

  private static String awaitAppraisalAfter(String machine, String time) {
    return Waiting.forValue(
        "an appraisal of %s after '%s'".formatted(machine, time),
        RECOVERY,
        () ->
            Optional.of(fleet.show(machine).path("verdictAt").asText())
                .filter(at -> at.compareTo(time) > 0));
  }

  private static List<Long> postgresProcesses() {
    var main = verifier.postgres().orElseThrow();
    return Stream.concat(Stream.of(main), main.descendants()).map(ProcessHandle::pid).toList();
  }

  private static List<Long> signalPostgres(String signal, List<Long> processes) {
    var command = new ArrayList<>(List.of("kill", "-" + signal));
    processes.forEach(process -> command.add(Long.toString(process)));
    Commands.tryRun(folder, Map.of(), command);
    return processes;
  }

  private static Path postgresProgram() throws IOException {
    try (var files = Files.walk(verifier.data().resolve("postgres"))) {
      return files.filter(file -> file.endsWith("bin/postgres")).findFirst().orElseThrow();
    }
  }
}

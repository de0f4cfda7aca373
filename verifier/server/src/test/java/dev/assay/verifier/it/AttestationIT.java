package dev.assay.verifier.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.agent.testing.SoftwareTpm;
import dev.assay.agent.testing.Sysfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole way with real agents: enroll, approve, learn what is golden from siblings, judge.
class AttestationIT {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /// One host with its TPM, agent and machine id.
  private record Server(SoftwareTpm tpm, AgentProcess agent, String id) {}

  @TempDir static Path folder;
  private static VerifierProcess verifier;
  private static Fleet fleet;
  private static final Map<String, Server> SERVERS = new HashMap<>();

  @BeforeAll
  static void twoSiblingsAreGolden() {
    verifier = Verifiers.trustingSoftwareTpms(folder, Map.of());
    fleet = new Fleet(verifier);
    var first = server("clean-A1", "ecc");
    var second = server("clean-A2", "rsa");
    fleet.approve(first.id());
    fleet.approve(second.id());
    assertThat(first.agent().run("attest").exit()).as("no golden set yet: UNKNOWN").isEqualTo(4);
    assertThat(Fleet.codes(fleet.show(first.id()))).contains("NO_GOLDEN_SET");
    assertThat(second.agent().run("attest").exit()).isEqualTo(4);
    fleet.goldenFrom(List.of(first.id(), second.id()));
  }

  @AfterAll
  static void stop() {
    verifier.close();
    SERVERS.values().forEach(server -> server.tpm().close());
  }

  private static Server server(String capture, String ek) {
    return SERVERS.computeIfAbsent(
        capture, _ -> server(Host.of(folder.resolve(capture), capture), capture, ek));
  }

  private static Server server(Path host, String capture, String ek) {
    var tpm = SoftwareTpm.fresh().withP256Certificate().start();
    tpm.fill(Host.eventLog(capture));
    var agent = new AgentProcess(verifier, host, tpm.address()).with("ASSAY_EK", ek);
    var id = agent.enroll();
    return new Server(tpm, agent, id);
  }

  @Test
  void healthySiblingIsTrusted() {
    for (var capture : List.of("clean-A1", "clean-A2")) {
      var server = server(capture, "ecc");
      assertThat(server.agent().succeeds("attest")).contains("TRUSTED");
      var shown = fleet.show(server.id());
      assertThat(shown.path("verdict").asText()).isEqualTo("TRUSTED");
      assertThat(shown.path("freshness").asText()).isEqualTo("FRESH");
      assertThat(shown.path("lastTrustedAt").asText()).isNotBlank();
      assertThat(shown.path("proven").path("logSha256").asText()).matches(SHA256);
    }
  }

  @Test
  void logThatWasJudgedCanBeHadByteForByte() {
    var server = server("clean-A1", "ecc");
    server.agent().succeeds("attest");
    var log = verifier.admin().get("/api/v1/machines/" + server.id() + "/log");
    assertThat(log.raw().toArray()).isEqualTo(Host.eventLogBytes("clean-A1"));
  }

  @Test
  void anotherNetworkCardIsTrusted() {
    var server = server("nicswap-A1", "ecc");
    fleet.approve(server.id());
    assertThat(server.agent().succeeds("attest")).contains("TRUSTED");
  }

  @Test
  void whatTheAgentsReportIsInTheGoldenSet() {
    var pci = firmwareSet().path("components").path("pci");
    assertThat(pci.findValuesAsText("device"))
        .containsExactlyInAnyOrder("29c0", "1009", "1000", "1001", "2918", "2922", "2930");
    assertThat(pci.findValuesAsText("least")).containsOnly("1");
    assertThat(firmwareSet().path("components").has("smbios")).as("no host can read it").isFalse();
  }

  /// Approved with it, so that the machine's own history does not tell.
  @Test
  void cardThatAMachineCameWithIsSeenByTheGoldenSet() {
    var server = server("tpmswap-A1", "ecc");
    Sysfs.at(folder.resolve("tpmswap-A1").resolve(Host.SYSFS))
        .function("0000:00:05.0", "1234:1111", "30000", true);
    assertThat(server.agent().run("attest").exit()).as("not approved yet").isEqualTo(4);
    fleet.approve(server.id());
    assertThat(server.agent().succeeds("attest")).contains("WARNING", "1234:1111");
    assertThat(Fleet.codes(fleet.show(server.id()))).containsExactly("COMPONENT_BEYOND_GOLDEN");
  }

  private static JsonNode firmwareSet() {
    return verifier
        .admin()
        .get("/api/v1/golden")
        .ok()
        .path("sets")
        .valueStream()
        .filter(set -> set.path("layer").asText().equals("FIRMWARE"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void addedCardWithoutRomShowsInTheInventoryAloneAndIsAWarning() {
    var server = server("oprom-norom-A1", "ecc");
    var sysfs = Sysfs.at(folder.resolve("oprom-norom-A1").resolve(Host.SYSFS));
    sysfs.without("0000:00:04.0");
    assertThat(server.agent().run("attest").exit()).as("not approved yet").isEqualTo(4);
    fleet.approve(server.id());
    assertThat(server.agent().succeeds("attest")).contains("TRUSTED");

    sysfs.function("0000:00:04.0", "8086:100E", "20000", false);
    assertThat(server.agent().succeeds("attest")).contains("WARNING", "8086:100e");

    var shown = fleet.show(server.id());
    assertThat(shown.path("verdict").asText()).isEqualTo("WARNING");
    assertThat(Fleet.codes(shown)).containsExactly("COMPONENT_ADDED", "COMPONENT_BEYOND_GOLDEN");
    assertThat(shown.path("findings").get(1).path("message").asText())
        .contains(firmwareSet().path("id").asText(), "PCI 8086:100e, class 020000");
    var inventory = fleet.inventory(server.id());
    assertThat(inventory.path("pciDevices").findValuesAsText("slot"))
        .hasSize(8)
        .contains("0000:00:04.0");
    assertThat(inventory.path("smbiosAbsent").asText()).contains("does not exist");
    assertThat(Fleet.codes(inventory)).containsExactly("COMPONENT_ADDED");
  }

  @Test
  void implantedFirmwareIsUntrustedAndTheEventIsNamed() {
    var server = server("implant-fw", "ecc");
    fleet.approve(server.id());
    var attest = server.agent().run("attest");
    assertThat(attest.exit()).isEqualTo(1);
    assertThat(attest.output()).contains("UNTRUSTED", "PCR 0");
    var shown = fleet.show(server.id());
    assertThat(shown.path("verdict").asText()).isEqualTo("UNTRUSTED");
    assertThat(Fleet.codes(shown)).contains("EVENT_CHANGED");
    assertThat(shown.path("findings").findValuesAsText("message"))
        .anyMatch(message -> message.startsWith("PCR 0, event") && message.contains("golden"));
  }

  @Test
  void strangeOptionRomIsUntrusted() {
    var server = server("implant-oprom", "ecc");
    fleet.approve(server.id());
    assertThat(server.agent().run("attest").exit()).isEqualTo(1);
    assertThat(Fleet.codes(fleet.show(server.id()))).contains("EVENT_ADDED");
  }

  @Test
  void pcrExtendedBehindTheLogIsUntrusted() {
    var server = server("extraextend-A1", "ecc");
    fleet.approve(server.id());
    new TpmTools(server.tpm()).extend(0, new byte[32]);
    assertThat(server.agent().run("attest").exit()).isEqualTo(1);
    assertThat(Fleet.codes(fleet.show(server.id()))).contains("REPLAY_MISMATCH");
  }

  @Test
  void machineWithoutLogIsAFindingOfItsOwn() throws IOException {
    var server = server("reboot-A1", "ecc");
    fleet.approve(server.id());
    Files.delete(folder.resolve("reboot-A1").resolve(Host.EVENT_LOG));
    server.agent().run("attest");
    var shown = fleet.show(server.id());
    assertThat(shown.path("verdict").asText()).isNotEqualTo("TRUSTED");
    assertThat(Fleet.codes(shown)).contains("EVENT_LOG_ABSENT");
  }

  @Test
  void anotherTpmOnAKnownChassisNeedsAPersonsWord() {
    // The board of A1 with the TPM of A2: no PCR tells.
    var before = server(Host.withSerialsOf(folder.resolve("board"), "clean-A1"), "clean-A1", "ecc");
    fleet.approve(before.id());
    var after =
        server(Host.withSerialsOf(folder.resolve("same-board"), "tpmswap-A1"), "tpmswap-A1", "ecc");
    try (var _ = before.tpm();
        var _ = after.tpm()) {
      var approval = "/api/v1/machines/" + after.id() + "/approve";
      var refused = verifier.admin().post(approval, Map.of("model", Fleet.MODEL));
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.json().path("detail").asText()).contains("acceptReplacedTpm");
      assertThat(fleet.show(after.id()).path("sameSerialAs").asText()).isEqualTo(before.id());
      assertThat(fleet.show(before.id()).path("state").asText()).isEqualTo("ACTIVE");
      var known = Map.of("model", Fleet.MODEL, "acceptReplacedTpm", true);
      assertThat(verifier.admin().post(approval, known).ok().path("state").asText())
          .isEqualTo("ACTIVE");
    }
  }

  @Test
  void pendingMachineGetsNoVerdict() {
    var server = server("mem2-A1", "ecc");
    assertThat(server.agent().run("attest").exit()).isEqualTo(4);
    var shown = fleet.show(server.id());
    assertThat(shown.path("state").asText()).isEqualTo("PENDING");
    assertThat(shown.path("verdict").asText()).isEqualTo("UNKNOWN");
  }

  @Test
  void operatorCanAskARunningAgentToAttestNow() {
    var server = server("first-A1", "ecc");
    fleet.approve(server.id());
    try (var _ = server.agent().start()) {
      var first = fleet.awaitVerdict(server.id(), "TRUSTED");
      assertThat(fleet.attestNow(server.id()).path("connected").asBoolean()).isTrue();
      fleet.awaitAppraisalAfter(server.id(), first.path("verdictAt").asText());
      assertThat(fleet.appraisals(server.id()).size()).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void retiredMachineIsRefused() {
    var server = server("warmreboot-A1", "ecc");
    fleet.approve(server.id());
    try (var agent = server.agent().start()) {
      fleet.awaitVerdict(server.id(), "TRUSTED");
      verifier.admin().post("/api/v1/machines/" + server.id() + "/retire", Map.of()).ok();
      Waiting.until(
          "the agent to be told",
          Duration.ofSeconds(20),
          () -> server.agent().logText().contains("enroll"));
      assertThat(agent.process().isAlive()).isTrue();
    }
    assertThat(server.agent().run("attest").exit()).isEqualTo(1);
    assertThat(server.agent().run("enroll").exit()).isEqualTo(1);
  }

  @Test
  void metricsCountWhatWasJudged() {
    server("clean-A1", "ecc").agent().succeeds("attest");
    var metrics = verifier.admin().get("/q/metrics").text();
    assertThat(metrics)
        .contains("assay_appraisals_total{")
        .contains("assay_open_streams")
        .contains("assay_appraisal_duration_seconds_count")
        .contains("assay_enrolled_machines{");
  }
}

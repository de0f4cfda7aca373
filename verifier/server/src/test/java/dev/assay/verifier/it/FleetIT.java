package dev.assay.verifier.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.agent.testing.SoftwareTpm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A fleet that a manifest approves, with few siblings that bear witness already.
class FleetIT {

  private static final String HEADER = "ek_sha256,model,shipment,chassis_serial\n";

  @TempDir static Path folder;
  private static VerifierProcess verifier;
  private static Fleet fleet;
  private static final List<SoftwareTpm> TPMS = new ArrayList<>();

  private record Server(AgentProcess agent, String id) {}

  @BeforeAll
  static void start() {
    verifier =
        Verifiers.trustingSoftwareTpms(
            folder,
            Map.of(
                "ASSAY_APPROVE_BY_MANIFEST", "on",
                "ASSAY_RARE_COHORT", "3",
                "ASSAY_RARE_PERCENT", "34"));
    fleet = new Fleet(verifier);
  }

  @AfterAll
  static void stop() {
    verifier.close();
    TPMS.forEach(SoftwareTpm::close);
  }

  private static SoftwareTpm tpm(String capture) {
    var tpm = SoftwareTpm.fresh().withP256Certificate().start();
    TPMS.add(tpm);
    tpm.fill(Host.eventLog(capture));
    return tpm;
  }

  private static Server enrolled(Path host, SoftwareTpm tpm, String ek) {
    var agent = new AgentProcess(verifier, host, tpm.address()).with("ASSAY_EK", ek);
    var id = agent.enroll();
    return new Server(agent, id);
  }

  private static Server enrolled(String name, String capture) {
    return enrolled(Host.of(folder.resolve(name), capture), tpm(capture), "ecc");
  }

  private static JsonNode importManifest(String csv) {
    return verifier.admin().post("/api/v1/shipments", Map.of("csv", csv)).ok();
  }

  @Test
  void shippedMachineIsActiveAndItsBootIsShownAsProven() {
    var server = enrolled("shipped", "clean-B");

    var imported = importManifest(HEADER + server.id() + ",TestVendor B550-TEST,PO-1,\n");

    assertThat(imported.path("activated").get(0).asText()).isEqualTo(server.id());
    server.agent().run("attest");
    var shown = fleet.show(server.id());
    assertThat(shown.path("state").asText()).isEqualTo("ACTIVE");
    assertThat(shown.path("approvedBy").asText()).isEqualTo("manifest PO-1");
    assertThat(shown.path("shipment").asText()).isEqualTo("PO-1");
    var proven = shown.path("boot").path("proven");
    assertThat(proven.path("secureBoot").path("state").asText()).isEqualTo("ON");
    assertThat(proven.path("secureBoot").path("databases").findValuesAsText("name"))
        .contains("PK", "KEK", "db");
    assertThat(proven.path("commandLines").get(0).asText()).isNotBlank();
    assertThat(proven.path("images").size()).isPositive();
  }

  @Test
  void implantIsAnOutlierBeforeAnyGoldenSetExists() {
    for (var capture : List.of("clean-A1", "clean-A2", "implant-fw")) {
      var server = enrolled("sibling-" + capture, capture);
      fleet.approve(server.id());
      server.agent().run("attest");
    }

    var answer =
        verifier.admin().get("/api/v1/outliers?model=" + Fleet.MODEL.replace(" ", "%20")).ok();

    assertThat(answer.path("outliers").get(0).path("hostName").asText()).isNotBlank();
    assertThat(answer.path("outliers").get(0).path("measurements").get(0).path("pcr").asInt())
        .isZero();
    assertThat(answer.path("cohorts").get(0).path("machines").asInt()).isEqualTo(3);
  }

  @Test
  void tpmThatEnrollsUnderBothItsEksIsTold() {
    var tpm = tpm("warmreboot-A1");
    var host = Host.of(folder.resolve("twice"), "warmreboot-A1");
    var ecc = enrolled(host, tpm, "ecc");
    fleet.approve(ecc.id());
    ecc.agent().run("attest");
    var again = Host.withSerialsOf(folder.resolve("twice-again"), "warmreboot-A1");

    var rsa = enrolled(again, tpm, "rsa");
    rsa.agent().run("attest");

    assertThat(rsa.id()).isNotEqualTo(ecc.id());
    assertThat(Fleet.codes(fleet.show(rsa.id()))).contains("SAME_TPM_AS_ANOTHER_MACHINE");
  }

  @Test
  void slipInAManifestNamesItsLine() {
    var answer =
        verifier
            .admin()
            .post("/api/v1/shipments", Map.of("csv", HEADER + "zz,TestVendor X,PO-2,\n"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("detail").asText()).contains("line 2: ek_sha256");
  }

  @Test
  void modelIsProposedByWhatEnrolls() {
    enrolled("proposing", "banks-C1");

    assertThat(verifier.admin().get("/api/v1/models").ok().path("models").findValuesAsText("name"))
        .contains("TestVendor X11-TEST");
  }
}

package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GoldenCommandsTest extends WithVerifier {
  private static final String MODEL = "TestVendor X11-TEST";

  @BeforeEach
  void holdsSets() {
    verifier().on("GET /api/v1/golden", "drafted.json");
  }

  @Test
  void siblingsAreNamedByTheirIds() {
    verifier().on("POST /api/v1/golden", "drafted.json");
    var result = assay().run("golden", "propose", "--model", MODEL, "--from", "rack1-a1", "2222bb");
    assertThat(verifier().bodyOf("POST /api/v1/golden"))
        .isEqualTo("{\"model\":\"%s\",\"from\":[\"%s\",\"%s\"]}".formatted(MODEL, TRUSTED, SILENT));
    assertThat(result.out()).isEqualTo(TestResource.text("screens/golden-propose.txt"));
    assertThat(result.code()).isZero();
  }

  @Test
  void siblingsMayBeSeparatedByCommas() {
    verifier().on("POST /api/v1/golden", "drafted.json");
    assay().run("golden", "propose", "--model", MODEL, "--from", "rack1-a1,2222bb");
    assertThat(verifier().bodyOf("POST /api/v1/golden")).contains(TRUSTED, SILENT);
  }

  @Test
  void oneMachineAloneNeedsAReason() {
    verifier().on("POST /api/v1/golden", "drafted.json");
    assay()
        .run(
            "golden",
            "propose",
            "--model",
            MODEL,
            "--from",
            "rack1-a1",
            "--single",
            "only one built");
    assertThat(verifier().bodyOf("POST /api/v1/golden"))
        .contains("\"singleMachineReason\":\"only one built\"");
  }

  @Test
  void quorumLayerAndImageAreAskedFor() {
    verifier().on("POST /api/v1/golden", "drafted.json");
    assay()
        .run(
            "golden",
            "propose",
            "--model",
            MODEL,
            "--quorum",
            "3",
            "--layer",
            "os",
            "--os-image",
            "web-1",
            "--components",
            "none");
    assertThat(verifier().bodyOf("POST /api/v1/golden"))
        .contains(
            "\"quorum\":3", "\"layer\":\"os\"", "\"osImage\":\"web-1\"", "\"components\":\"none\"");
  }

  @Test
  void oneShipmentIsToldOf() {
    verifier()
        .on(
            "POST /api/v1/golden",
            200,
            """
            {"sets": [{"id": "gs-1", "model": "X11", "layer": "FIRMWARE", "state": "PROPOSED",
              "provenance": {"sources": [{"name": "a1", "shipment": "PO-1"}, {"name": "a2", "shipment": "PO-1"}]}}]}
            """);

    assertThat(assay().run("golden", "propose", "--model", MODEL).out())
        .contains("All machines came with one shipment, PO-1");
  }

  @Test
  void draftsCanBeListedByIdAlone() {
    assertThat(assay().run("golden", "list", "--state", "draft", "--ids").out())
        .isEqualTo("gs-0a1b2c3d\n");
  }

  @Test
  void listFiltersByModel() {
    verifier().on("GET /api/v1/golden?model=TestVendor%20X11-TEST", 200, "{\"sets\":[]}");
    var result = assay().run("golden", "list", "--model", MODEL);
    assertThat(result.err()).startsWith("There is no such golden set");
  }

  @Test
  void everyEventIsShownWithItsRule() {
    verifier().on("GET /api/v1/golden/gs-0a1b2c3d", "golden-set.json");
    assertThat(assay().run("golden", "show", "gs-0a1").out())
        .isEqualTo(TestResource.text("screens/golden-show.txt"));
  }

  @Test
  void allSiblingsTeachWhereNoneIsNamed() {
    verifier().on("POST /api/v1/golden", "drafted.json");
    assay().run("golden", "propose", "--model", MODEL);
    assertThat(verifier().bodyOf("POST /api/v1/golden"))
        .isEqualTo("{\"model\":\"%s\",\"from\":[]}".formatted(MODEL));
  }

  @Test
  void draftsArePutForwardByTheirIds() {
    var propose = "POST /api/v1/golden/gs-0a1b2c3d/propose";
    verifier().on(propose, "golden-set.json");
    var result = assay().run("golden", "propose", "gs-0a1b", "--accept-differences", "seen by eye");
    assertThat(verifier().bodyOf(propose))
        .isEqualTo("{\"acceptDifferencesReason\":\"seen by eye\"}");
    assertThat(result.out())
        .contains(
            "Set gs-0a1b2c3d has 1 of 2 signatures; others than olga sign it: `assay golden sign"
                + " gs-0a1b2c3d --key FILE`.");
  }

  @Test
  void learningAndPuttingForwardAreTwoThings() {
    assertThat(assay().run("golden", "propose").code()).isEqualTo(2);
    assertThat(assay().run("golden", "propose", "gs-0a1b", "--model", MODEL).code()).isEqualTo(2);
    assertThat(assay().run("golden", "propose", "gs-0a1b", "--from", "rack1-a1").code())
        .isEqualTo(2);
  }

  @Test
  void severalSetsAreActivatedAtOnce() {
    verifier()
        .on("POST /api/v1/golden/gs-0a1b2c3d/activate", 200, "{}")
        .on("POST /api/v1/golden/gs-4e5f6a7b/activate", 200, "{}");
    assertThat(assay().run("golden", "activate", "gs-0a1b", "gs-4e5f").out())
        .isEqualTo(
            """
            Golden set gs-0a1b2c3d (TestVendor X11-TEST, firmware) is in force.
            Golden set gs-4e5f6a7b (TestVendor X11-TEST, os) is in force.
            """);
  }

  @Test
  void undecidedDifferencesNameTheOption() {
    verifier()
        .on(
            "POST /api/v1/golden/gs-0a1b2c3d/propose",
            409,
            "{\"status\":409,\"detail\":\"To accept them all, say why in"
                + " acceptDifferencesReason.\"}");
    var result = assay().run("golden", "propose", "gs-0a1b2c3d");
    assertThat(result.err())
        .isEqualTo("assay: To accept them all, say why in --accept-differences.\n");
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void setEndsWithItsReason() {
    var retire = "POST /api/v1/golden/gs-4e5f6a7b/retire";
    var revoke = "POST /api/v1/golden/gs-4e5f6a7b/revoke";
    verifier().on(retire, 200, "{}").on(revoke, 200, "{}");
    assertThat(assay().run("golden", "retire", "gs-4e5f6a7b").out())
        .isEqualTo("Golden set gs-4e5f6a7b (TestVendor X11-TEST, os) is retired.\n");
    assay().run("golden", "revoke", "gs-4e5f6a7b", "--reason", "bad boards");
    assertThat(verifier().bodyOf(retire)).isEqualTo("{}");
    assertThat(verifier().bodyOf(revoke)).isEqualTo("{\"reason\":\"bad boards\"}");
    assertThat(assay().run("golden", "revoke", "gs-4e5f6a7b").code()).isEqualTo(2);
  }

  @Test
  void unknownSetIsNotFound() {
    var result = assay().run("golden", "retire", "gs-9999");
    assertThat(result.err()).contains("`assay golden list` lists them");
    assertThat(result.code()).isEqualTo(4);
  }
}

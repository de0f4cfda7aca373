package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModelsCommandsTest extends WithVerifier {
  @Test
  void proposedModelsShowWhoseReportProposedThem() {
    verifier()
        .on(
            "GET /api/v1/models",
            200,
            """
            {"models": [
             {"name": "X11", "state": "CONFIRMED", "board": {"manufacturer": "TestVendor", "product": "X11-TEST", "boardVersion": ""},
              "aliases": [{"manufacturer": "TestVendor", "product": "X11-OEM", "boardVersion": "2"}],
              "madeBy": "olga", "madeAt": "2026-11-21T10:00:00Z", "confirmedBy": "olga", "confirmedAt": "2026-11-21T10:00:00Z"},
             {"name": "TestVendor X12", "state": "PROPOSED", "board": {"manufacturer": "TestVendor", "product": "X12", "boardVersion": ""},
              "aliases": [], "madeBy": "machine 4444dddd4444", "madeAt": "2026-11-22T09:00:00Z"}]}
            """);

    assertThat(assay().run("models", "list").out())
        .isEqualTo(
            """
            MODEL           STATE      BY                               CALLS ITSELF
            X11             CONFIRMED  olga 24 h ago                    TestVendor / X11-TEST; TestVendor / X11-OEM / 2
            TestVendor X12  PROPOSED   machine 4444dddd4444 60 min ago  TestVendor / X12
            """);
  }

  @Test
  void modelIsAddedConfirmedAndAliased() {
    verifier()
        .on("POST /api/v1/models", 200, "{}")
        .on("POST /api/v1/models/confirm", 200, "{}")
        .on("POST /api/v1/models/alias", 200, "{}");

    assertThat(assay().run("models", "add", "X11", "--manufacturer", "V", "--product", "P").out())
        .isEqualTo("X11 is added.\n");
    assertThat(assay().run("models", "confirm", "X11").out()).isEqualTo("X11 is confirmed.\n");
    assertThat(assay().run("models", "alias", "X11", "--manufacturer", "V", "--product", "Q").out())
        .isEqualTo("X11 is known by that too.\n");
  }
}

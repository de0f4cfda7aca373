package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShipmentsCommandsTest extends WithVerifier {
  @Test
  void importSaysWhatCameOfIt(@TempDir Path folder) throws IOException {
    verifier().on("POST /api/v1/shipments", 200, "{\"lines\": 40, \"activated\": [\"00\"]}");
    var file = Files.writeString(folder.resolve("manifest.csv"), "ek_serial,model,shipment\n");

    var result = assay().run("shipments", "import", file.toString());

    assertThat(result.out())
        .isEqualTo("40 new lines are imported; 1 waiting machines became ACTIVE.\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void refusalIsShown(@TempDir Path folder) throws IOException {
    verifier()
        .on(
            "POST /api/v1/shipments",
            400,
            "{\"detail\": \"Nothing was imported: line 3: model must be 1 to 100 letters.\"}");
    var file = Files.writeString(folder.resolve("manifest.csv"), "x");

    var result = assay().run("shipments", "import", file.toString());

    assertThat(result.err()).contains("line 3: model must be");
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void listShowsHowManyEnrolled() {
    verifier()
        .on(
            "GET /api/v1/shipments",
            200,
            "{\"shipments\": [{\"name\": \"PO-4711\", \"model\": \"X11\", \"listed\": 40,"
                + " \"enrolled\": 12, \"active\": 11, \"importedBy\": \"olga\", \"importedAt\":"
                + " \"2026-11-22T09:00:00Z\"}]}");

    assertThat(assay().run("shipments", "list").out())
        .isEqualTo(
            """
            SHIPMENT  MODEL  LISTED  ENROLLED  ACTIVE  IMPORTED
            PO-4711   X11    40      12        11      60 min ago by olga
            """);
  }
}

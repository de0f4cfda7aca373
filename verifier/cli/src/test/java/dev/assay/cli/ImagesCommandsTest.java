package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// OS images, and the roles and labels of machines that have them.
class ImagesCommandsTest extends WithVerifier {
  private void twoMachines() {
    verifier()
        .on("POST /api/v1/machines/" + TRUSTED + "/role", 200, "{}")
        .on("POST /api/v1/machines/" + SILENT + "/role", 200, "{}");
  }

  @Test
  void imagesShowTheRolesThatHaveThem() {
    verifier()
        .on(
            "GET /api/v1/images",
            200,
            """
            {"images": [
             {"name": "db-1", "madeBy": "olga", "madeAt": "2026-11-21T10:00:00Z", "roles": []},
             {"name": "web-1", "madeBy": "olga", "madeAt": "2026-11-21T10:00:00Z", "roles": [
              {"role": "front/web", "assignedBy": "olga", "assignedAt": "2026-11-21T10:00:00Z", "machines": 12}],
              "labels": [
              {"label": "env=prod", "assignedBy": "olga", "assignedAt": "2026-11-21T10:00:00Z", "machines": 3}]}]}
            """);

    assertThat(assay().run("images", "list").out())
        .isEqualTo(
            """
            IMAGE  ROLE OR LABEL  MACHINES  BY
            db-1   -              -         -
            web-1  front/web      12        olga 24 h ago
            web-1  env=prod       3         olga 24 h ago
            """);
  }

  @Test
  void imageIsAddedAssignedAndTakenAway() {
    verifier()
        .on("POST /api/v1/images", 200, "{}")
        .on("POST /api/v1/images/assign", 200, "{}")
        .on("POST /api/v1/images/unassign", 200, "{}");

    assertThat(assay().run("images", "add", "web-1").out()).startsWith("web-1 is added.");
    assertThat(assay().run("images", "assign", "web-1", "--role", "web,front").out())
        .isEqualTo("web has the OS image web-1.\nfront has the OS image web-1.\n");
    assertThat(assay().run("images", "unassign", "--role", "web").out())
        .isEqualTo("web has no OS image.\n");
  }

  @Test
  void imageIsAssignedToALabel() {
    verifier()
        .on("POST /api/v1/images/assign", 200, "{}")
        .on("POST /api/v1/images/unassign", 200, "{}");

    assertThat(assay().run("images", "assign", "web-1", "--label", "env=prod").out())
        .isEqualTo("env=prod has the OS image web-1.\n");
    assertThat(verifier().bodyOf("POST /api/v1/images/assign"))
        .isEqualTo("{\"image\":\"web-1\",\"label\":\"env=prod\"}");
    assertThat(assay().run("images", "unassign", "--label", "env=prod").out())
        .isEqualTo("env=prod has no OS image.\n");
  }

  @Test
  void roleAndLabelAreSaidOneAtATime() {
    assertThat(assay().run("images", "assign", "web-1").code()).isEqualTo(2);
    var both = assay().run("images", "assign", "web-1", "--role", "web", "--label", "env=prod");
    assertThat(both.code()).isEqualTo(2);
  }

  @Test
  void severalMachinesAreLabelled() {
    var labelled = "{\"labels\": [\"env=prod\", \"tier=web\"]}";
    verifier()
        .on("POST /api/v1/machines/" + TRUSTED + "/labels", 200, labelled)
        .on("POST /api/v1/machines/" + SILENT + "/labels", 200, "{\"labels\": []}");

    assertThat(
            assay()
                .run(
                    "machine",
                    "label",
                    "rack1-a1",
                    "rack1-a2",
                    "--set",
                    "env=prod",
                    "--remove",
                    "x")
                .out())
        .isEqualTo(
            """
            rack1-a1 (1111aaaa1111) has env=prod, tier=web.
            rack1-a2 (2222bbbb2222) has no label.
            """);
    assertThat(verifier().bodyOf("POST /api/v1/machines/" + TRUSTED + "/labels"))
        .isEqualTo("{\"set\":[\"env=prod\"],\"remove\":[\"x\"]}");
    assertThat(assay().run("machine", "label", "rack1-a1").code()).isEqualTo(2);
  }

  @Test
  void severalMachinesGetOneRole() {
    twoMachines();

    assertThat(assay().run("machine", "set-role", "rack1-a1", "rack1-a2", "db").out())
        .isEqualTo(
            "rack1-a1 (1111aaaa1111) has the role db.\nrack1-a2 (2222bbbb2222) has the role db.\n");
    assertThat(assay().run("machine", "set-role", "--none", "rack1-a1").out())
        .isEqualTo("rack1-a1 (1111aaaa1111) has no role.\n");
  }

  @Test
  void rolesComeFromAFile(@TempDir Path folder) throws IOException {
    twoMachines();
    var file = folder.resolve("roles.csv");
    Files.writeString(file, "machine,role\nrack1-a1,db\nrack1-a2,\n");

    assertThat(assay().run("machine", "set-role", "--csv", file.toString()).out())
        .isEqualTo(
            "rack1-a1 (1111aaaa1111) has the role db.\nrack1-a2 (2222bbbb2222) has no role.\n");
  }

  @Test
  void wrongFileChangesNothing(@TempDir Path folder) throws IOException {
    twoMachines();
    var file = folder.resolve("roles.csv");
    Files.writeString(file, "rack1-a1,db\nnobody,web\n");

    var call = assay().run("machine", "set-role", "--csv", file.toString());

    assertThat(call.out()).isEmpty();
    assertThat(call.err()).contains("No machine is called nobody");
  }

  @Test
  void listShowsRoles() {
    verifier().reset();
    verifier()
        .on(
            "GET /api/v1/machines",
            200,
            """
            {"machines": [
             {"id": "%s", "hostName": "a1", "state": "ACTIVE", "boardModel": "X11", "role": "web"},
             {"id": "%s", "hostName": "a2", "state": "ACTIVE", "boardModel": "X11"}]}
            """
                .formatted(TRUSTED, SILENT));

    var out = assay().run("machines").out();

    assertThat(out).contains("MODEL/ROLE", "X11/web");
  }
}

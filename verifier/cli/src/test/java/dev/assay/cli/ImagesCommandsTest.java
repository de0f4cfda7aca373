package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// OS images, and the roles of machines that have them.
class ImagesCommandsTest extends WithVerifier {
  private static final String A1 = "11".repeat(32);
  private static final String A2 = "22".repeat(32);

  private void twoMachines() {
    verifier()
        .on(
            "GET /api/v1/machines",
            200,
            """
            {"machines": [
             {"id": "%s", "hostName": "a1", "state": "ACTIVE", "boardModel": "X11", "role": "web"},
             {"id": "%s", "hostName": "a2", "state": "ACTIVE", "boardModel": "X11"}]}
            """
                .formatted(A1, A2))
        .on("POST /api/v1/machines/" + A1 + "/role", 200, "{}")
        .on("POST /api/v1/machines/" + A2 + "/role", 200, "{}");
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
              {"role": "front/web", "assignedBy": "olga", "assignedAt": "2026-11-21T10:00:00Z", "machines": 12}]}]}
            """);

    assertThat(assay().run("images", "list").out())
        .isEqualTo(
            """
            IMAGE  ROLE       MACHINES  BY
            db-1   -          -         -
            web-1  front/web  12        olga 24 h ago
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
  void severalMachinesGetOneRole() {
    twoMachines();

    assertThat(assay().run("machine", "set-role", "a1", "a2", "db").out())
        .isEqualTo("a1 (111111111111) has the role db.\na2 (222222222222) has the role db.\n");
    assertThat(assay().run("machine", "set-role", "--none", "a1").out())
        .isEqualTo("a1 (111111111111) has no role.\n");
  }

  @Test
  void rolesComeFromAFile(@TempDir Path folder) throws IOException {
    twoMachines();
    var file = folder.resolve("roles.csv");
    Files.writeString(file, "machine,role\na1,db\na2,\n");

    assertThat(assay().run("machine", "set-role", "--csv", file.toString()).out())
        .isEqualTo("a1 (111111111111) has the role db.\na2 (222222222222) has no role.\n");
  }

  @Test
  void wrongFileChangesNothing(@TempDir Path folder) throws IOException {
    twoMachines();
    var file = folder.resolve("roles.csv");
    Files.writeString(file, "a1,db\nnobody,web\n");

    var call = assay().run("machine", "set-role", "--csv", file.toString());

    assertThat(call.out()).isEmpty();
    assertThat(call.err()).contains("No machine is called nobody");
  }

  @Test
  void listShowsRoles() {
    twoMachines();

    assertThat(assay().run("machines").out()).contains("X11/web");
  }
}

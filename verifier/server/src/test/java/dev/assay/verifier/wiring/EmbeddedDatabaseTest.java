package dev.assay.verifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
  @TempDir private Path data;

  @Test
  void dataSurvivesKilledVerifierAndWhatItLeftRunningIsStopped() throws Exception {
    var folder = data.resolve("postgres");
    var before = leaveBehind(folder, System.getenv("PATH"));
    execute(before, password(folder), "CREATE TABLE kept (id int)");

    try (var after = EmbeddedDatabase.start(folder, new SecureRandom())) {
      assertThatThrownBy(() -> execute(before, after.password(), "SELECT 1"))
          .isInstanceOf(SQLException.class);
      execute(after.url(), after.password(), "SELECT id FROM kept");
    }
    assertThat(folder.resolve("cluster/postmaster.pid")).doesNotExist();
  }

  @Test
  void nobodyConnectsWithoutThePassword() {
    try (var database = EmbeddedDatabase.start(started(), new SecureRandom())) {
      assertThatThrownBy(() -> execute(database.url(), "guess", "SELECT 1"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password");
    }
  }

  @Test
  void processIdOfAnotherProgramInStaleFileIsLeftAlone() throws Exception {
    var folder = started();
    var bystander = new ProcessBuilder("sleep", "600").start();
    try {
      Files.writeString(folder.resolve("cluster/postmaster.pid"), bystander.pid() + "\n");

      EmbeddedDatabase.start(folder, new SecureRandom()).close();

      assertThat(bystander.isAlive()).isTrue();
    } finally {
      bystander.destroyForcibly();
    }
  }

  @Test
  void databaseThatDiesIsStartedAgain() throws Exception {
    var folder = started();
    try (var database = EmbeddedDatabase.start(folder, new SecureRandom())) {
      long first = processOf(folder);
      ProcessHandle.of(first).orElseThrow().destroyForcibly();

      var deadline = Instant.now().plus(Duration.ofSeconds(60));
      while (!answers(database) && Instant.now().isBefore(deadline)) {
        Thread.sleep(200);
      }

      assertThat(answers(database)).isTrue();
      assertThat(processOf(folder)).isNotEqualTo(first);
    }
  }

  @Test
  void rootRunsItAsNobodyWhereUserNamespacesAreForbidden() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root needs this");
    // JUnit's folder is closed to others; the verifier's is opened by the verifier, one level up.
    var top = Files.createTempDirectory(Path.of("/tmp"), "assay-nobody");
    var tools = Files.createDirectories(top.resolve("tools"));
    Files.setPosixFilePermissions(top, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (var tool : new String[] {"setpriv", "true", "sh"}) {
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin/" + tool));
    }
    var folder = top.resolve("data/postgres");
    try {
      var url = leaveBehind(folder, tools.toString());

      execute(url, password(folder), "SELECT 1");
      assertThat(Files.getAttribute(Path.of("/proc/" + processOf(folder)), "unix:uid"))
          .isEqualTo(65534);
    } finally {
      ProcessHandle.of(processOf(folder)).ifPresent(ProcessHandle::destroyForcibly);
      PostgresBinaries.removeTree(top);
    }
  }

  private Path started() {
    FirstStart.copyTo(data.resolve("copy"));
    return data.resolve("copy/postgres");
  }

  private static boolean answers(EmbeddedDatabase database) {
    try {
      execute(database.url(), database.password(), "SELECT 1");
      return true;
    } catch (SQLException away) {
      return false;
    }
  }

  private static String leaveBehind(Path folder, String path) throws Exception {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LeftBehind.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("PATH", path);
    var process = builder.start();
    var url = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(137);
    return url;
  }

  private static long processOf(Path folder) throws IOException {
    var file = folder.resolve("cluster/postmaster.pid");
    return Long.parseLong(Files.readAllLines(file).getFirst().strip());
  }

  private static String password(Path folder) throws IOException {
    return Files.readString(folder.resolve("password")).strip();
  }

  private static void execute(String url, String password, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url, "assay", password);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

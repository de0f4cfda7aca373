package dev.assay.verifier.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// A PostgreSQL of the distribution, as operators bring their own: with a cluster, a port and the
/// tools of its own.
final class OwnPostgres implements AutoCloseable {

  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final String USER = "assay";

  private final Path folder;
  private final Path programs = programs();
  private final int port = VerifierProcess.freePort();

  private OwnPostgres(Path folder) {
    this.folder = folder;
  }

  /// @param folder one that is not there yet
  static OwnPostgres started(Path folder) {
    try {
      var postgres = new OwnPostgres(Files.createDirectories(folder).toAbsolutePath());
      postgres.run("initdb", "--username=" + USER, "--auth=trust", "--pgdata=" + postgres.data());
      postgres.start();
      return postgres;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void start() {
    run(
        "pg_ctl",
        "start",
        "--wait",
        "--pgdata=" + data(),
        "--log=" + folder.resolve("postgres.log"),
        "--options=-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
            .formatted(port));
  }

  /// @param mode `fast`, or `immediate` as a power cut would
  void stop(String mode) {
    run("pg_ctl", "stop", "--wait", "--pgdata=" + data(), "--mode=" + mode);
  }

  void create(String database) {
    run(tool("createdb", database));
  }

  void execute(String database, String sql) {
    run(tool("psql", "--set=ON_ERROR_STOP=1", "--command=" + sql, database));
  }

  /// Everything in a database, as a file.
  Path dump(String database) {
    var file = folder.resolve(database + ".dump");
    run(tool("pg_dump", "--format=custom", "--file=" + file, database));
    return file;
  }

  /// Fills an empty database from what [#dump] wrote.
  void restore(Path dump, String database) {
    run(tool("pg_restore", "--exit-on-error", "--dbname=" + database, dump.toString()));
  }

  /// How a verifier finds a database.
  Map<String, String> settings(String database) {
    return Map.of(
        "ASSAY_DB_URL",
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database),
        "ASSAY_DB_USER",
        USER,
        "ASSAY_DB_PASSWORD",
        "none is asked for");
  }

  @Override
  public void close() {
    stop("immediate");
  }

  private Path data() {
    return folder.resolve("data");
  }

  private String[] tool(String program, String... arguments) {
    var command =
        new ArrayList<>(
            List.of(program, "--host=127.0.0.1", "--port=" + port, "--username=" + USER));
    command.addAll(List.of(arguments));
    return command.toArray(String[]::new);
  }

  private void run(String... command) {
    var whole = new ArrayList<>(unprivileged());
    whole.add(programs.resolve(command[0]).toString());
    whole.addAll(List.of(command).subList(1, command.length));
    Commands.run(folder, Map.of(), whole);
  }

  /// PostgreSQL refuses to be root: in a user namespace it is not.
  private static List<String> unprivileged() {
    try {
      boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
      return root ? List.of("unshare", "--user") : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path programs() {
    try (var versions = Files.list(VERSIONS)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.exists(bin.resolve("pg_ctl")))
          .max(Comparator.naturalOrder())
          .orElseThrow(() -> new IllegalStateException("no PostgreSQL in " + VERSIONS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

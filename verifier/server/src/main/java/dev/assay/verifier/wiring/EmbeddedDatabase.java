package dev.assay.verifier.wiring;

import dev.assay.verifier.wiring.Settings.DatabaseAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A real PostgreSQL that the verifier starts in its data folder: on the loopback address, with a
/// random password, in a session of its own so that a terminal's Ctrl-C reaches the verifier first.
/// One that an earlier verifier left behind (it was killed) is stopped before a new one starts.
public final class EmbeddedDatabase implements AutoCloseable {
  private static final String USER = "assay";
  private static final int ATTEMPTS = 3;
  private static final int SECONDS = 60;

  private final Path folder;
  private final Path cluster;
  private final Path programs;
  private final Unprivileged user;
  private final String password;
  private int port;
  private volatile boolean stopping;

  private EmbeddedDatabase(Path folder, Path programs, Unprivileged user, String password) {
    this.folder = folder;
    this.cluster = folder.resolve("cluster");
    this.programs = programs;
    this.user = user;
    this.password = password;
  }

  /// Starts it in `folder`, which is made where it is missing.
  public static EmbeddedDatabase start(Path folder, SecureRandom random) {
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      var user = Unprivileged.find();
      var programs = PostgresBinaries.unpack(folder);
      var database = new EmbeddedDatabase(folder, programs, user, password(folder, random));
      user.own(folder, reachableFrom(folder));
      database.stopLeftOver();
      database.initialise();
      database.checkVersion();
      database.launchOnFreePort();
      database.watch();
      return database;
    } catch (IOException failed) {
      throw new StartupFailure(
          "The embedded PostgreSQL in " + folder + " can't be started. Look at postgres.log there.",
          failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StartupFailure("The start was interrupted.", interrupted);
    }
  }

  private static Path reachableFrom(Path folder) {
    return Objects.requireNonNull(folder.toAbsolutePath().getParent(), "a folder above");
  }

  /// Where it is to be reached.
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  public String user() {
    return USER;
  }

  public String password() {
    return password;
  }

  DatabaseAddress address() {
    return new DatabaseAddress(url(), USER, password);
  }

  private static String password(Path folder, SecureRandom random) throws IOException {
    var file = folder.resolve("password");
    if (Files.exists(file)) {
      return Files.readString(file, StandardCharsets.US_ASCII).strip();
    }
    var bytes = new byte[24];
    random.nextBytes(bytes);
    var password = HexFormat.of().formatHex(bytes);
    var temporary = folder.resolve("password.new");
    Files.deleteIfExists(temporary);
    Files.createFile(
        temporary,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(temporary, password, StandardCharsets.US_ASCII, StandardOpenOption.SYNC);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    return password;
  }

  // initdb works in a folder beside the cluster's, so that one that was cut short is never taken
  // for whole.
  private void initialise() throws IOException, InterruptedException {
    if (Files.isDirectory(cluster)) {
      return;
    }
    var fresh = folder.resolve("cluster.new");
    PostgresBinaries.removeTree(fresh);
    run(
        "initdb",
        "--pgdata=" + fresh,
        "--username=" + USER,
        "--pwfile=" + folder.resolve("password"),
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--no-locale",
        "--no-instructions");
    Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
  }

  private void checkVersion() throws IOException {
    var data = Files.readString(cluster.resolve("PG_VERSION")).strip();
    if (!data.equals("17")) {
      throw new StartupFailure(
          "The data folder was written by PostgreSQL "
              + data
              + " and this verifier brings 17. Dump it with the version that wrote it, and load it"
              + " again.");
    }
  }

  private void launchOnFreePort() throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      port = freePort();
      try {
        launch();
        return;
      } catch (IOException failed) {
        if (attempt == ATTEMPTS) {
          throw failed;
        }
      }
    }
  }

  private void launch() throws IOException, InterruptedException {
    run(
        "pg_ctl",
        "start",
        "--wait",
        "--timeout=" + SECONDS,
        "--silent",
        "--pgdata=" + cluster,
        "--log=" + folder.resolve("postgres.log"),
        "--options="
            + "-p "
            + port
            + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=60"
            + " -c shared_buffers=64MB -c log_min_messages=warning");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// Stops what runs on this cluster, and nothing else: a process id in a stale file may belong to
  /// anybody.
  private void stopLeftOver() throws IOException, InterruptedException {
    if (!Files.exists(cluster.resolve("postmaster.pid"))) {
      return;
    }
    if (postmaster().isPresent()) {
      stop();
    } else {
      Files.deleteIfExists(cluster.resolve("postmaster.pid"));
    }
  }

  // PostgreSQL works in its data directory, so the directory tells whose process it is.
  private Optional<ProcessHandle> postmaster() throws IOException {
    var file = cluster.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.getFirst().strip().matches("[0-9]{1,9}")) {
      return Optional.empty();
    }
    long id = Long.parseLong(lines.getFirst().strip());
    return ProcessHandle.of(id).filter(_ -> worksHere(id));
  }

  private boolean worksHere(long process) {
    try {
      return Files.isSameFile(Path.of("/proc/" + process + "/cwd"), cluster);
    } catch (IOException gone) {
      return false;
    }
  }

  // Where PostgreSQL dies under a running verifier, it is started again on the same port.
  private void watch() {
    Thread.ofPlatform().name("postgres-watch").daemon().start(this::keepRunning);
  }

  private void keepRunning() {
    int pause = 1;
    while (!stopping) {
      try {
        var running = postmaster();
        if (running.isPresent()) {
          running.get().onExit().join();
          pause = 1;
        }
        TimeUnit.SECONDS.sleep(pause);
        pause = Math.min(2 * pause, SECONDS);
        restart();
      } catch (IOException again) {
        System.err.println("The embedded PostgreSQL can't be started again: " + again.getMessage());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private synchronized void restart() throws IOException, InterruptedException {
    if (!stopping && postmaster().isEmpty()) {
      Files.deleteIfExists(cluster.resolve("postmaster.pid"));
      launch();
    }
  }

  private void stop() throws IOException, InterruptedException {
    run(
        "pg_ctl",
        "stop",
        "--mode=fast",
        "--wait",
        "--timeout=" + SECONDS,
        "--silent",
        "--pgdata=" + cluster);
  }

  @Override
  public synchronized void close() {
    stopping = true;
    try {
      if (postmaster().isPresent()) {
        stop();
      }
    } catch (IOException failed) {
      System.err.println("The embedded PostgreSQL did not stop: " + failed.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(String program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(user.prefix());
    command.add(programs.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    var output = Files.createTempFile("assay-" + program, ".log");
    try {
      var process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(2L * SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(program + " did not end within " + 2 * SECONDS + " seconds");
      }
      if (process.exitValue() != 0) {
        throw new IOException(program + ": " + Files.readString(output).strip());
      }
    } finally {
      Files.deleteIfExists(output);
    }
  }
}

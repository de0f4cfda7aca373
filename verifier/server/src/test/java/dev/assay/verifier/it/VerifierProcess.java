package dev.assay.verifier.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// The packaged verifier as a process, with a data folder and a port of its own that survive its
/// restarts.
final class VerifierProcess implements AutoCloseable {

  private static final Duration START =
      Duration.ofMinutes(Integer.getInteger("assay.verifier.start.minutes", 3));
  private static final Path PROGRAM =
      Path.of(System.getProperty("assay.verifier.program", "target/quarkus-app/quarkus-run.jar"));

  private final Path folder;
  private final int port = freePort();
  private final Map<String, String> environment = new HashMap<>();
  private @Nullable Process process;
  private @Nullable SSLContext trust;
  // Keeps its connections: each new one is a signature by the server's RSA key.
  private @Nullable Rest anonymous;

  /// @param folder an empty folder for its data and its log
  /// @param settings environment variables, `ASSAY_…`
  VerifierProcess(Path folder, Map<String, String> settings) {
    this.folder = folder;
    environment.put("ASSAY_DATA", data().toString());
    environment.put("ASSAY_PORT", Integer.toString(port));
    environment.put("ASSAY_SOFTWARE_TPMS", "allow");
    environment.put("ASSAY_GOLDEN_SIGNATURES", "0");
    environment.putAll(settings);
  }

  static VerifierProcess started(Path folder, Map<String, String> settings) {
    var verifier = new VerifierProcess(folder, settings);
    verifier.start();
    return verifier;
  }

  /// Starts it and waits until it is ready.
  void start() {
    trust = null;
    anonymous = null;
    try {
      var builder =
          new ProcessBuilder(command())
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      builder.environment().putAll(environment);
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Waiting.until("the verifier to be ready; see " + log(), START, this::ready);
  }

  // A launcher chooses its options itself: benches measure what is installed.
  private static List<String> command() {
    var program = PROGRAM.toAbsolutePath();
    if (!program.toString().endsWith(".jar")) {
      return List.of(program.toString());
    }
    var command =
        QuickJvm.command(
            program.resolveSibling(Path.of("..", "tests.jsa")).normalize(),
            "-Xmx384m",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-jar", program.toString()));
    return command;
  }

  private boolean ready() {
    if (!running().isAlive()) {
      throw new AssertionError("the verifier ended:\n" + logText());
    }
    if (!Files.exists(authority())) {
      return false;
    }
    try {
      return anonymous().get("/q/health/ready").status() == 200;
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  /// Kills it as a power cut would.
  void kill() {
    waitFor(running().destroyForcibly());
  }

  /// Asks it to stop, and gives its exit code.
  int stop() {
    running().destroy();
    return waitFor(running());
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      stop();
    }
    postgres().ifPresent(ProcessHandle::destroyForcibly);
  }

  /// The PostgreSQL of its data folder, where it is running.
  Optional<ProcessHandle> postgres() {
    try (var files = Files.walk(data())) {
      return files
          .filter(file -> file.endsWith("postmaster.pid"))
          .findFirst()
          .flatMap(VerifierProcess::firstLine)
          .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
          .filter(ProcessHandle::isAlive);
    } catch (IOException | UncheckedIOException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> firstLine(Path file) {
    try {
      return Files.readAllLines(file).stream().findFirst();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  int port() {
    return port;
  }

  long pid() {
    return running().pid();
  }

  /// The CPU time that it used so far, its PostgreSQL not counted.
  Duration cpu() {
    return running().info().totalCpuDuration().orElseThrow();
  }

  /// What a list of processes shows of it, its PostgreSQL and their children.
  String commandLines() {
    return Stream.concat(Stream.of(running().toHandle()), postgres().stream())
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
        .map(process -> process.info().commandLine().orElse(""))
        .collect(Collectors.joining("\n"));
  }

  Path data() {
    return folder.resolve("data").toAbsolutePath();
  }

  Path log() {
    return folder.resolve("verifier.log");
  }

  String logText() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The certificate that its agents and operators trust.
  Path authority() {
    return data().resolve("ca.crt");
  }

  /// As the first administrator.
  Rest admin() {
    var token = firstLine(data().resolve("admin.token")).orElseThrow();
    return anonymous().with(token.strip());
  }

  Rest anonymous() {
    if (anonymous == null) {
      anonymous = new Rest("https://localhost:" + port, trust(), Optional.empty());
    }
    return anonymous;
  }

  /// Trusts this verifier's own authority and nobody else.
  SSLContext trust() {
    if (trust == null) {
      trust = trusting(authority());
    }
    return trust;
  }

  static SSLContext trusting(Path authority) {
    try (var in = Files.newInputStream(authority)) {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      var certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
      store.setCertificateEntry("assay", certificate);
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      var context = SSLContext.getInstance("TLSv1.3");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("the verifier was not started");
    }
    return process;
  }

  static int waitFor(Process process) {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("process %d did not end".formatted(process.pid()));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// A port that nothing listens on. It lies below those that the system gives to connections, so
  /// that nobody takes it while the verifier on it is down.
  static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException _) {
        // Somebody's.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

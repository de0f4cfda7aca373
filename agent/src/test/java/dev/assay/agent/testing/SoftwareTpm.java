package dev.assay.agent.testing;

import dev.assay.agent.tpm.TpmAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A TPM 2.0 in software (swtpm), for tests: real commands, real keys, real PCRs.
///
/// It serves one connection at a time. Every tpm2-tools program leaves what it loaded in the TPM,
/// which has three slots and no resource manager: run `tpm2_flushcontext -t` between them.
public final class SoftwareTpm implements AutoCloseable {

  private static final String SHUTDOWN_CLEAR = "80010000000c000001450000";
  private static final String STARTUP_CLEAR = "80010000000c000001440000";
  private static final int READY_TRIES = 1000;

  /// A UNIX socket's path has 108 bytes, one of which ends it.
  private static final int LONGEST_SOCKET_PATH = 107;

  private final Path folder;
  private final Path state;
  private final TpmAddress address;
  private SwtpmProcess process;

  private SoftwareTpm(Path folder, Path state, boolean tcp) {
    this.folder = folder;
    this.state = state;
    this.address = tcp ? new TpmAddress.Tcp("127.0.0.1", freePortPair()) : unixSocket(folder);
    this.process = launch("--flags", "not-need-init,startup-clear");
  }

  private static TpmAddress unixSocket(Path folder) {
    Path socket = folder.resolve("tpm.sock");
    if ((socket + ".ctrl").length() > LONGEST_SOCKET_PATH) {
      throw new IllegalStateException(
          socket + " is too long for a UNIX socket: set java.io.tmpdir to a shorter path");
    }
    return new TpmAddress.UnixSocket(socket);
  }

  /// A TPM that was never used.
  public static Builder fresh() {
    return new Builder();
  }

  /// A TPM as it was when its state was saved: same keys, same PCRs. [#restart] cuts its power.
  ///
  /// @param swtpmState a tar archive of a folder `tpm` with swtpm's state files
  public static SoftwareTpm thaw(Path swtpmState) {
    Path folder = TemporaryFolder.create("assay-tpm");
    Commands.run(folder, Map.of(), List.of("tar", "-xf", swtpmState.toAbsolutePath().toString()));
    return new SoftwareTpm(folder, folder.resolve("tpm"), false);
  }

  /// The root and the issuer of every EK certificate that this JVM's software TPMs have, as PEM.
  public static Path caCertificates() {
    return EkAuthority.instance().certificates();
  }

  /// How a fresh TPM is to be made.
  public static final class Builder {

    private List<String> banks = List.of("sha1", "sha256");
    private boolean certificates = true;
    private boolean p256Certificate;
    private boolean tcp;

    private Builder() {}

    /// The PCR banks to allocate, such as "sha256"; by default sha1 and sha256.
    public Builder banks(String... names) {
      banks = List.of(names);
      return this;
    }

    /// Without swtpm's own certificates, which are for RSA 2048 (0x01C00002) and ECC P-384
    /// (0x01C00016). Then its endorsement keys are not persistent either.
    public Builder withoutCertificate() {
      certificates = false;
      return this;
    }

    /// With a certificate for ECC P-256 (0x01C0000A) as well.
    public Builder withP256Certificate() {
      p256Certificate = true;
      return this;
    }

    /// On a TCP port of the loopback interface, not on a UNIX socket.
    public Builder tcp() {
      tcp = true;
      return this;
    }

    public SoftwareTpm start() {
      Path folder = TemporaryFolder.create("assay-tpm");
      Path state = folder.resolve("tpm");
      try {
        Files.createDirectory(state);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      List<String> setup = new ArrayList<>(List.of("swtpm_setup", "--tpm2"));
      setup.addAll(List.of("--tpmstate", state.toString(), "--pcr-banks", String.join(",", banks)));
      setup.addAll(List.of("--config", EkAuthority.instance().setupConfiguration().toString()));
      if (certificates) {
        setup.add("--create-ek-cert");
      }
      if (isRoot()) {
        // Else it becomes the user tss, who can't write here.
        setup.addAll(List.of("--runas", "root"));
      }
      Commands.run(folder, Map.of(), setup);
      SoftwareTpm tpm = new SoftwareTpm(folder, state, tcp);
      if (p256Certificate) {
        P256Provisioning.provision(tpm);
      }
      return tpm;
    }

    private static boolean isRoot() {
      return "root".equals(System.getProperty("user.name"));
    }
  }

  /// Where the agent finds it: "unix:PATH" or "tcp:HOST:PORT".
  public String address() {
    return address.toString();
  }

  public TpmAddress tpmAddress() {
    return address;
  }

  /// A folder for a test's own files, gone with the TPM.
  public Path folder() {
    return folder;
  }

  /// Extends the PCRs of every active bank as the machine did whose log this is. On a TPM that did
  /// measure something already, that goes on from there.
  public void fill(Path eventLog) {
    try {
      MeasuredBoot boot = MeasuredBoot.read(eventLog);
      if (boot.startupLocality() != 0) {
        restartAtLocality(boot.startupLocality());
      }
      Set<Integer> banks = activeBanks();
      try (RawTpm raw = RawTpm.connect(address)) {
        for (MeasuredBoot.Extend extend : boot.extends_()) {
          raw.succeed(extendCommand(extend, banks));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<Integer> activeBanks() throws IOException {
    try (RawTpm raw = RawTpm.connect(address)) {
      // TPM2_GetCapability(TPM_CAP_PCRS)
      ByteBuffer in =
          ByteBuffer.wrap(
              raw.succeed(HexFormat.of().parseHex("8001000000160000017a000000050000000000000001")));
      in.position(15);
      return Stream.generate(() -> bank(in))
          .limit(in.getInt())
          .flatMap(List::stream)
          .collect(Collectors.toSet());
    }
  }

  /// The algorithm of the next bank, unless that has no PCRs.
  private static List<Integer> bank(ByteBuffer in) {
    int algorithm = in.getShort() & 0xFFFF;
    byte[] mask = new byte[in.get()];
    in.get(mask);
    return mask.length > 0 && mask[0] != 0 ? List.of(algorithm) : List.of();
  }

  private static byte[] extendCommand(MeasuredBoot.Extend extend, Collection<Integer> banks) {
    List<Map.Entry<Integer, byte[]>> digests =
        extend.digests().entrySet().stream().filter(d -> banks.contains(d.getKey())).toList();
    int size = digests.stream().mapToInt(digest -> 2 + digest.getValue().length).sum();
    ByteBuffer command = ByteBuffer.allocate(31 + size);
    command.putShort((short) 0x8002).putInt(command.capacity()).putInt(0x182).putInt(extend.pcr());
    // An authorization area of nine bytes: the empty password.
    command.putInt(9).putInt(0x4000_0009).putShort((short) 0).put((byte) 0).putShort((short) 0);
    command.putInt(digests.size());
    digests.forEach(
        digest -> command.putShort(digest.getKey().shortValue()).put(digest.getValue()));
    return command.array();
  }

  private void restartAtLocality(int locality) throws IOException {
    if (locality != 3) {
      throw new IOException("swtpm can't be started at locality " + locality);
    }
    process.kill();
    deleteVolatileState();
    process = launch("--flags", "not-need-init");
    setLocality(3);
    try (RawTpm raw = RawTpm.connect(address)) {
      raw.succeed(HexFormat.of().parseHex(STARTUP_CLEAR));
    }
    setLocality(0);
  }

  private void setLocality(int locality) {
    List<String> control =
        switch (address) {
          case TpmAddress.UnixSocket(var path) -> List.of("--unix", path + ".ctrl");
          case TpmAddress.Tcp(var host, var port) -> List.of("--tcp", host + ":" + (port + 1));
          case TpmAddress.Device device -> throw new IllegalStateException(device.toString());
        };
    Commands.run(
        folder,
        Map.of(),
        Stream.of(List.of("swtpm_ioctl"), control, List.of("-l", Integer.toString(locality)))
            .flatMap(List::stream)
            .toList());
  }

  /// Kills it in the middle of whatever it does (SIGKILL). Its socket answers no more.
  public void kill() {
    process.kill();
  }

  /// Shuts it down in order, if it runs, and starts it again: PCRs are reset and resetCount is one
  /// more.
  public void restart() {
    if (process.isAlive()) {
      try (RawTpm raw = RawTpm.connect(address)) {
        raw.succeed(HexFormat.of().parseHex(SHUTDOWN_CLEAR));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    powerCut();
  }

  /// Cuts its power and starts it again.
  public void powerCut() {
    process.kill();
    deleteVolatileState();
    process = launch("--flags", "not-need-init,startup-clear");
  }

  private void deleteVolatileState() {
    try (Stream<Path> files = Files.list(state)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".volatilestate")).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes a certificate to an NV index, as a TPM's maker does.
  public void provisionCertificate(int nvIndex, byte[] certificate) {
    try {
      Path file = folder.resolve("nv-%08x".formatted(nvIndex));
      Files.write(file, certificate);
      String index = "0x%08X".formatted(nvIndex);
      tool(
          "tpm2_nvdefine",
          index,
          "-C",
          "o",
          "-s",
          Integer.toString(certificate.length),
          "-a",
          "ownerread|ownerwrite|authread|no_da");
      tool("tpm2_nvwrite", index, "-C", "o", "-i", file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs a program of tpm2-tools with this TPM, in [#folder].
  ///
  /// @return its standard output
  /// @throws IllegalStateException where it fails
  public String tool(String... command) {
    String transport =
        switch (address) {
          case TpmAddress.UnixSocket(var path) -> "swtpm:path=" + path;
          case TpmAddress.Tcp(var host, var port) -> "swtpm:host=" + host + ",port=" + port;
          case TpmAddress.Device device -> "device:" + device.path();
        };
    return Commands.run(folder, Map.of("TPM2TOOLS_TCTI", transport), List.of(command));
  }

  private SwtpmProcess launch(String... flags) {
    List<String> arguments = new ArrayList<>(List.of("socket", "--tpm2"));
    arguments.addAll(List.of("--tpmstate", "dir=" + state));
    arguments.addAll(
        switch (address) {
          case TpmAddress.UnixSocket(var path) ->
              List.of(
                  "--server",
                  "type=unixio,path=" + path,
                  "--ctrl",
                  "type=unixio,path=" + path + ".ctrl");
          case TpmAddress.Tcp(var host, var port) ->
              List.of(
                  "--server",
                  "type=tcp,bindaddr=" + host + ",port=" + port,
                  "--ctrl",
                  "type=tcp,bindaddr=" + host + ",port=" + (port + 1));
          case TpmAddress.Device device -> throw new IllegalStateException(device.toString());
        });
    arguments.addAll(List.of(flags));
    SwtpmProcess started = SwtpmProcess.start(folder.resolve("swtpm.log"), arguments);
    awaitReady();
    return started;
  }

  private void awaitReady() {
    for (int i = 0; i < READY_TRIES; i++) {
      try (RawTpm raw = RawTpm.connect(address)) {
        // TPM2_GetCapability of one property: any answer will do.
        raw.transmit(HexFormat.of().parseHex("8001000000160000017a000000060000010000000001"));
        return;
      } catch (IOException _) {
        pause();
      }
    }
    throw new IllegalStateException("swtpm did not start: see " + folder.resolve("swtpm.log"));
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while swtpm started", e);
    }
  }

  /// A port that is free with the one after it, where swtpm's control channel goes.
  private static int freePortPair() {
    for (int i = 0; i < 100; i++) {
      try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          ServerSocket second =
              new ServerSocket(first.getLocalPort() + 1, 1, InetAddress.getLoopbackAddress())) {
        return second.getLocalPort() - 1;
      } catch (IOException | IllegalArgumentException _) {
        // The next one was taken: try another.
      }
    }
    throw new IllegalStateException("no two free ports in a row");
  }

  @Override
  public void close() {
    process.kill();
    TemporaryFolder.delete(folder);
  }
}

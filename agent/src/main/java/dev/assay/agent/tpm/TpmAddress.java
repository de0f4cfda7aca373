package dev.assay.agent.tpm;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Where a TPM is: a character device, or the data socket of a software TPM.
public sealed interface TpmAddress {

  /// The kernel's resource-managed device, which many programs can use at once.
  TpmAddress DEFAULT = new Device(Path.of("/dev/tpmrm0"));

  /// A character device of the kernel. `/dev/tpmrm0` is shared, `/dev/tpm0` admits one program at a
  /// time.
  record Device(Path path) implements TpmAddress {
    @Override
    public String toString() {
      return "device:" + path;
    }
  }

  /// A UNIX socket that carries raw TPM commands, as `swtpm socket --server type=unixio` opens it.
  record UnixSocket(Path path) implements TpmAddress {
    @Override
    public String toString() {
      return "unix:" + path;
    }
  }

  /// A TCP socket that carries raw TPM commands, as `swtpm socket --server type=tcp` opens it.
  ///
  /// @param port 1 to 65535
  record Tcp(String host, int port) implements TpmAddress {
    public Tcp {
      if (host.isBlank()) {
        throw new IllegalArgumentException("no host name");
      }
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
      }
    }

    @Override
    public String toString() {
      return "tcp:" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /// Reads an address as people write it.
  ///
  /// @throws IllegalArgumentException where the text has none of the three forms; the message shows
  ///   them
  static TpmAddress parse(String text) {
    int colon = text.indexOf(':');
    String rest = text.substring(colon + 1);
    try {
      return switch (colon < 0 ? "" : text.substring(0, colon)) {
        case "device" -> new Device(path(rest));
        case "unix" -> new UnixSocket(path(rest));
        case "tcp" -> tcp(rest);
        default -> throw new IllegalArgumentException("it names no kind of address");
      };
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "TPM address '"
              + text
              + "': "
              + e.getMessage()
              + ". Write device:/dev/tpmrm0, unix:PATH or tcp:HOST:PORT",
          e);
    }
  }

  private static Path path(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("no path");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("not a path: " + e.getReason(), e);
    }
  }

  private static Tcp tcp(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("no port");
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      return new Tcp(host, Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the port is not a number", e);
    }
  }
}

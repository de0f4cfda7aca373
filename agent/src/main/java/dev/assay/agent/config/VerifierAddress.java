package dev.assay.agent.config;

import java.util.Objects;
import java.util.Optional;

/// Where the verifier listens.
///
/// @param host a name or an IP address, without brackets; the name its certificate must carry
/// @param port 1 to 65535
public record VerifierAddress(String host, int port) {
  /// Refuses an empty host, characters that no host has, and a port out of range.
  public VerifierAddress {
    Objects.requireNonNull(host, "host");
    if (host.isEmpty() || !host.matches("[A-Za-z0-9._:%-]{1,255}")) {
      throw new IllegalArgumentException("no host name or address: " + host);
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("no port: " + port);
    }
  }

  /// Reads `HOST:PORT` or `[IPV6]:PORT`; empty where the text is neither.
  public static Optional<VerifierAddress> parse(String text) {
    var colon = text.lastIndexOf(':');
    if (colon < 1) {
      return Optional.empty();
    }
    var host = text.substring(0, colon);
    var bracketed = host.startsWith("[") && host.endsWith("]") && host.length() > 2;
    if (!bracketed && host.indexOf(':') >= 0) {
      return Optional.empty();
    }
    try {
      var name = bracketed ? host.substring(1, host.length() - 1) : host;
      return Optional.of(new VerifierAddress(name, Integer.parseInt(text.substring(colon + 1))));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}

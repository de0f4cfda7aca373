package dev.assay.cli.verifier;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import java.net.URI;
import java.net.URISyntaxException;

/// Where the verifier is, whom to trust as verifier, and who asks.
///
/// @param address `https://HOST:PORT`, without a path
/// @param caCertificates the CA's certificates (PEM); no other CA is trusted
/// @param token the operator's bearer token: a secret
public record Connection(URI address, String caCertificates, String token) {
  private static final int DEFAULT_PORT = 8443;

  /// Refuses a token that can't stand in an HTTP header.
  public Connection {
    if (!token.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw new IllegalArgumentException("a token is printable ASCII without spaces");
    }
  }

  /// Reads `https://HOST:PORT`, or `HOST:PORT` for short; the port is 8443 where none is given.
  ///
  /// @throws CommandFailed where it is anything else, for one `http://`: tokens travel over TLS
  ///   only
  public static URI address(String text) throws CommandFailed {
    try {
      var given = new URI(text.contains("://") ? text : "https://" + text);
      var path = given.getRawPath();
      if ("https".equals(given.getScheme())
          && given.getHost() != null
          && given.getRawUserInfo() == null
          && given.getRawQuery() == null
          && given.getRawFragment() == null
          && (path.isEmpty() || "/".equals(path))) {
        var port = given.getPort() < 0 ? DEFAULT_PORT : given.getPort();
        return new URI("https", null, given.getHost(), port, null, null, null);
      }
    } catch (URISyntaxException e) {
      throw new CommandFailed(ExitCode.USAGE, wrongAddress(text), e);
    }
    throw new CommandFailed(ExitCode.USAGE, wrongAddress(text));
  }

  private static String wrongAddress(String text) {
    return "\"%s\" is no address of a verifier; give it as https://HOST:PORT.".formatted(text);
  }

  /// Without the token.
  @Override
  public String toString() {
    return address.toString();
  }
}

package dev.assay.cli.verifier;

import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/// Why no answer came, in a sentence.
final class Unreachable {
  private Unreachable() {}

  static CommandFailed because(IOException cause, URI verifier) {
    return new CommandFailed(ExitCode.UNREACHABLE, sentence(cause, verifier), cause);
  }

  private static String sentence(IOException cause, URI verifier) {
    return switch (cause) {
      case ConnectException e when e.getCause() instanceof UnresolvedAddressException ->
          "The name %s is not known; check the verifier's address.".formatted(verifier.getHost());
      case ConnectException e
          when e.getCause() != null
              && e.getCause().getCause() instanceof UnresolvedAddressException ->
          "The name %s is not known; check the verifier's address.".formatted(verifier.getHost());
      case ConnectException _ ->
          "Nothing listens at %s; is the verifier running, and is its address right?"
              .formatted(verifier);
      case HttpConnectTimeoutException _ ->
          "%s can't be reached in time; check the address and the network.".formatted(verifier);
      case HttpTimeoutException _ ->
          "The verifier at %s takes too long to answer; look at its log.".formatted(verifier);
      case SSLException e ->
          ("%s can't prove that it is your verifier (%s); check the address and the CA, and log in"
                  + " again with the verifier's ca.crt.")
              .formatted(verifier, reason(e));
      default -> "The connection to %s broke (%s); try again.".formatted(verifier, reason(cause));
    };
  }

  private static String reason(Throwable cause) {
    var deepest = cause;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    var message = deepest.getMessage();
    return message == null ? deepest.getClass().getSimpleName() : message;
  }
}

package dev.assay.agent.verifier;

import dev.assay.agent.config.VerifierAddress;
import dev.assay.agent.log.Printable;
import dev.assay.agent.verifier.VerifierException.Kind;
import io.grpc.Status;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/// Says in words how a call ended, and what to do.
final class CallStatus {
  private CallStatus() {}

  /// The failure that this status is.
  static VerifierException failure(Status status, VerifierAddress verifier) {
    var kind =
        switch (status.getCode()) {
          case OK, UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> Kind.UNREACHABLE;
          case NOT_FOUND -> Kind.NOT_ENROLLED;
          case ABORTED -> Kind.REPLACED;
          case RESOURCE_EXHAUSTED -> Kind.BUSY;
          case INTERNAL, UNKNOWN, DATA_LOSS, UNIMPLEMENTED, OUT_OF_RANGE -> Kind.NONSENSE;
          case INVALID_ARGUMENT,
              FAILED_PRECONDITION,
              PERMISSION_DENIED,
              UNAUTHENTICATED,
              ALREADY_EXISTS ->
              Kind.REFUSED;
        };
    var words = connectionProblem(status.getCause(), verifier).orElseGet(() -> words(status));
    return new VerifierException(kind, Printable.of(words));
  }

  private static String words(Status status) {
    var description = status.getDescription();
    return description == null || description.isBlank()
        ? "the verifier ended the call (" + status.getCode() + ")"
        : description + " (" + status.getCode() + ")";
  }

  /// What went wrong before the verifier could answer; empty where it did answer, or the cause
  /// isn't known.
  static Optional<String> connectionProblem(@Nullable Throwable cause, VerifierAddress verifier) {
    var best = Optional.<String>empty();
    for (var problem = cause; problem != null; problem = problem.getCause()) {
      // The innermost cause that we know says it best.
      var words = words(problem, verifier);
      best = words.isPresent() ? words : best;
    }
    return best;
  }

  private static Optional<String> words(Throwable problem, VerifierAddress verifier) {
    return Optional.ofNullable(
        switch (problem) {
          case UnknownHostException _ ->
              "no address is known for " + verifier.host() + "; check the name and DNS";
          case ConnectException _ ->
              "nothing answers at " + verifier + "; is the verifier running, and the port open?";
          case SocketTimeoutException _ -> verifier + " did not answer in time";
          case CertificateExpiredException _ ->
              "the verifier's certificate has expired, or this host's clock is ahead";
          case CertificateNotYetValidException _ ->
              "the verifier's certificate is not valid yet; this host's clock may be behind";
          case CertPathValidatorException _, CertPathBuilderException _ ->
              "the verifier's certificate does not chain to the configured CA (--ca)";
          case SSLPeerUnverifiedException _ -> notForName(verifier);
          case CertificateException e when isAboutName(e) -> notForName(verifier);
          case SSLException e ->
              "no TLS 1.3 connection with " + verifier + ": " + Printable.describe(e);
          default -> null;
        });
  }

  private static String notForName(VerifierAddress verifier) {
    return "the verifier's certificate is not for the name " + verifier.host();
  }

  /// Java has no exception of its own for a certificate with another name.
  private static boolean isAboutName(CertificateException e) {
    var message = String.valueOf(e.getMessage());
    return message.startsWith("No subject alternative") || message.startsWith("No name matching");
  }
}

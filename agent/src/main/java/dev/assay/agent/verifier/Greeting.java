package dev.assay.agent.verifier;

import dev.assay.agent.config.VerifierAddress;
import dev.assay.agent.log.Printable;
import dev.assay.agent.verifier.VerifierException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/// What a verifier shows to somebody who only says hello: its certificate, and its time where it
/// tells one.
///
/// @param verifier who was greeted
/// @param protocol the TLS version
/// @param notAfter when its certificate ends
/// @param date its clock, from HTTP's Date header; empty where it sends none
public record Greeting(
    VerifierAddress verifier, String protocol, Instant notAfter, Optional<Instant> date) {
  private static final int PATIENCE_MILLIS = 5_000;
  private static final int MOST_HEADERS = 50;

  /// Connects by TLS 1.3, checks chain and name, and asks over HTTP for the time.
  ///
  /// @throws VerifierException says what is wrong: no answer, certificate not trusted, not for this
  ///   name, not valid now
  public static Greeting exchange(VerifierAddress verifier, Trust trust) throws VerifierException {
    try (var plain = new Socket()) {
      plain.connect(address(verifier), PATIENCE_MILLIS);
      plain.setSoTimeout(PATIENCE_MILLIS);
      try (var socket =
          (SSLSocket)
              trust.socketFactory().createSocket(plain, verifier.host(), verifier.port(), false)) {
        return exchange(verifier, socket);
      }
    } catch (IOException e) {
      var words =
          CallStatus.connectionProblem(e, verifier)
              .orElseGet(() -> verifier + ": " + e.getMessage());
      throw new VerifierException(Kind.UNREACHABLE, Printable.of(words));
    }
  }

  private static Greeting exchange(VerifierAddress verifier, SSLSocket socket) throws IOException {
    var parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3"});
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    var session = socket.getSession();
    var certificate = (X509Certificate) session.getPeerCertificates()[0];
    return new Greeting(
        verifier,
        session.getProtocol(),
        certificate.getNotAfter().toInstant(),
        date(verifier, socket));
  }

  private static InetSocketAddress address(VerifierAddress verifier) throws UnknownHostException {
    var address = new InetSocketAddress(verifier.host(), verifier.port());
    if (address.isUnresolved()) {
      throw new UnknownHostException(verifier.host());
    }
    return address;
  }

  private static Optional<Instant> date(VerifierAddress verifier, SSLSocket socket) {
    var request =
        "GET /q/health/ready HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(verifier);
    try {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (var i = 0; i < MOST_HEADERS; i++) {
        var line = in.readLine();
        if (line == null || line.isEmpty()) {
          return Optional.empty();
        }
        if (line.regionMatches(true, 0, "date:", 0, 5)) {
          var date = line.substring(5).strip();
          return Optional.of(
              ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        }
      }
      return Optional.empty();
    } catch (IOException | DateTimeException _) {
      return Optional.empty();
    }
  }
}

package dev.assay.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A real HTTPS server that gives the answers it was told, in order; the last one again and again.
/// It wants the token `good-token`, and remembers what it was asked.
final class AnsweringVerifier implements AutoCloseable {
  static final String TOKEN = "good-token";

  private record Answer(int status, String body) {}

  /// What came in: `POST /api/v1/machines/…/approve` and its body.
  record Asked(String request, String body) {}

  // That of all verifiers here: keytool takes a second of CPU.
  private static @Nullable SelfMadeCertificate made;

  private final HttpsServer server;
  private final SelfMadeCertificate certificate = certificate();
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

  AnsweringVerifier() throws IOException, GeneralSecurityException, InterruptedException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.tls()));
    server.createContext("/", this::serve);
    server.start();
  }

  private static synchronized SelfMadeCertificate certificate()
      throws IOException, GeneralSecurityException, InterruptedException {
    if (made == null) {
      made = SelfMadeCertificate.make();
    }
    return made;
  }

  /// Answers this request with that body.
  AnsweringVerifier on(String request, int status, String body) {
    answers.computeIfAbsent(request, _ -> new ArrayDeque<>()).add(new Answer(status, body));
    return this;
  }

  /// Answers this request with a file of the test resources.
  AnsweringVerifier on(String request, String resource) {
    return on(request, 200, TestResource.text("answers/" + resource));
  }

  /// Forgets all answers and requests.
  void reset() {
    answers.clear();
    asked.clear();
  }

  String address() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  String caCertificate() {
    return certificate.pem();
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  /// The body that came with this request.
  String bodyOf(String request) {
    return asked().stream()
        .filter(one -> one.request().equals(request))
        .map(Asked::body)
        .findFirst()
        .orElseThrow(() -> new AssertionError(request + " was not asked, but " + asked));
  }

  private void serve(HttpExchange exchange) {
    try (exchange) {
      var request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      asked.add(new Asked(request, body));
      var answer = answer(exchange, request);
      var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      var kind = answer.status() < 400 ? "application/json" : "application/problem+json";
      exchange.getResponseHeaders().set("Content-Type", kind);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer answer(HttpExchange exchange, String request) {
    var authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (!Objects.equals(authorization, "Bearer " + TOKEN)) {
      return new Answer(
          401, "{\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"Send a bearer token.\"}");
    }
    var prepared = answers.get(request);
    if (prepared == null) {
      return new Answer(404, "{\"title\":\"Not Found\",\"status\":404}");
    }
    return prepared.size() > 1 ? prepared.remove() : prepared.element();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

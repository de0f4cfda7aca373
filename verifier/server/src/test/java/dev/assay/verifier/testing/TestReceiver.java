package dev.assay.verifier.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// An HTTP receiver that checks signatures as the Standard Webhooks specification tells receivers
/// to, written apart from the code that signs.
public final class TestReceiver implements AutoCloseable {
  public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private final HttpServer server;
  private final ResettingRelay relay;
  private final List<Received> received = new CopyOnWriteArrayList<>();

  /// A request whose signature holds.
  ///
  /// @param accepted whether the receiver acted on it
  /// @param at when it was there as a whole, by [System#nanoTime]
  public record Received(String id, String body, boolean accepted, long at) {}

  /// What is answered.
  ///
  /// @param status 0: the connection is closed without an answer; less: see [#RESET], [#HALF]
  /// @param acts whether the receiver acts on the event, whatever it answers
  public record Answer(int status, String retryAfter, long bodyBytes, boolean acts) {
    public static final Answer OK = new Answer(204, "", 0);

    /// It acts on the event, and the answer is lost.
    public static final Answer LOST = new Answer(0, "", 0, true);

    /// It acts on the event, and the connection is reset.
    public static final Answer RESET = new Answer(-1, "", 0, true);

    /// It acts on the event, and the connection is closed in the middle of the answer.
    public static final Answer HALF = new Answer(-2, "", 0, true);

    public Answer(int status, String retryAfter, long bodyBytes) {
      this(status, retryAfter, bodyBytes, status / 100 == 2);
    }

    public static Answer status(int status) {
      return new Answer(status, "", 0);
    }
  }

  private TestReceiver(HttpServer server, Function<String, Answer> behaviour) {
    this.server = server;
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> handle(exchange, behaviour));
    server.start();
    relay = new ResettingRelay(server.getAddress().getPort());
  }

  /// Starts one.
  ///
  /// @param behaviour what to answer to the event of this id; may take its time
  public static TestReceiver answering(Function<String, Answer> behaviour) {
    try {
      return new TestReceiver(HttpServer.create(anyPort(), 0), behaviour);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Starts one that talks TLS, and only with who shows this certificate.
  public static TestReceiver demanding(TestTls client, TestTls own) {
    try {
      var server = HttpsServer.create(anyPort(), 0);
      server.setHttpsConfigurator(
          new HttpsConfigurator(own.serverFor(client)) {
            @Override
            public void configure(HttpsParameters parameters) {
              var wanted = getSSLContext().getDefaultSSLParameters();
              wanted.setNeedClientAuth(true);
              parameters.setSSLParameters(wanted);
            }
          });
      return new TestReceiver(server, _ -> Answer.OK);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  public String url() {
    int port = relay.port();
    return server instanceof HttpsServer
        ? "https://localhost:" + port + "/hook"
        : "http://127.0.0.1:" + port + "/hook";
  }

  public List<Received> received() {
    return List.copyOf(received);
  }

  /// When the first request came whose event is about this subject.
  public Optional<Long> firstAbout(String subject) {
    return received.stream()
        .filter(request -> request.body().contains("\"subject\":\"" + subject + "\""))
        .map(Received::at)
        .findFirst();
  }

  public List<String> accepted() {
    return received.stream().filter(Received::accepted).map(Received::id).toList();
  }

  private void handle(HttpExchange exchange, Function<String, Answer> behaviour)
      throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var id = exchange.getRequestHeaders().getFirst("webhook-id");
      long at = System.nanoTime();
      if (!signed(exchange, id, body)) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      var answer = behaviour.apply(id);
      received.add(new Received(id, body, answer.acts(), at));
      if (answer.status() <= 0) {
        breakOff(exchange, answer);
        return;
      }
      if (!answer.retryAfter().isEmpty()) {
        exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
      }
      if (answer.status() / 100 == 3) {
        exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
      }
      send(exchange, answer);
    }
  }

  private void breakOff(HttpExchange exchange, Answer answer) throws IOException {
    if (answer.equals(Answer.RESET)) {
      relay.reset(exchange.getRemoteAddress().getPort());
    } else if (answer.equals(Answer.HALF)) {
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write(1);
      exchange.getResponseBody().flush();
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    if (answer.bodyBytes() == 0) {
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(answer.status(), 0);
    var chunk = new byte[8_192];
    try (var out = exchange.getResponseBody()) {
      for (long sent = 0; sent < answer.bodyBytes(); sent += chunk.length) {
        out.write(chunk);
      }
    }
  }

  private static boolean signed(HttpExchange exchange, String id, String body) {
    var timestamp = exchange.getRequestHeaders().getFirst("webhook-timestamp");
    var signatures = exchange.getRequestHeaders().getFirst("webhook-signature");
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              Base64.getDecoder().decode(SECRET.substring("whsec_".length())), "HmacSHA256"));
      var expected =
          mac.doFinal((id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
      for (var signature : List.of(signatures.split(" ", -1))) {
        if (signature.startsWith("v1,")
            && MessageDigest.isEqual(
                expected, Base64.getDecoder().decode(signature.substring(3)))) {
          return true;
        }
      }
      return false;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    relay.close();
    server.stop(0);
  }
}

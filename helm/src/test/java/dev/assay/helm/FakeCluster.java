package dev.assay.helm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// As much of an API server as `lookup` in a template asks for: which Secrets a namespace holds. At
/// first it holds none, as before an installation.
///
/// Helm finds it by the file that the variable `KUBECONFIG` of the test's process names.
final class FakeCluster {
  private static final Map<String, String> SECRETS = new ConcurrentHashMap<>();
  private static final String SECRETS_OF_NAMESPACE =
      "/api/v1/namespaces/" + Chart.NAMESPACE + "/secrets/";

  private FakeCluster() {}

  /// Starts it, for as long as the process lives.
  static void start() {
    var file =
        Objects.requireNonNull(
            System.getenv("KUBECONFIG"), "set KUBECONFIG to a file that the tests may write");
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", FakeCluster::answer);
      // Its own thread is a daemon where its starter is.
      Thread.ofPlatform().daemon().start(server::start).join();
      Files.createDirectories(Path.of(file).toAbsolutePath().getParent());
      Files.writeString(
          Path.of(file),
          """
          {"apiVersion": "v1", "kind": "Config", "current-context": "fake",
           "clusters": [{"name": "fake", "cluster": {"server": "http://127.0.0.1:%d"}}],
           "contexts": [{"name": "fake", "context": {"cluster": "fake", "user": "nobody"}}],
           "users": [{"name": "nobody", "user": {}}]}
          """
              .formatted(server.getAddress().getPort()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /// Puts a Secret into the namespace (JSON).
  static void hold(String name, String secret) {
    SECRETS.put(name, secret);
  }

  /// Takes it out again.
  static void remove(String name) {
    SECRETS.remove(name);
  }

  private static void answer(HttpExchange call) throws IOException {
    try (call) {
      var path = call.getRequestURI().getPath();
      if (path.equals("/api/v1")) {
        send(
            call,
            200,
            """
            {"kind": "APIResourceList", "groupVersion": "v1", "resources": [{"name": "secrets",
             "singularName": "secret", "namespaced": true, "kind": "Secret", "verbs": ["get"]}]}
            """);
      } else if (path.startsWith(SECRETS_OF_NAMESPACE)
          && SECRETS.containsKey(path.substring(SECRETS_OF_NAMESPACE.length()))) {
        send(call, 200, SECRETS.getOrDefault(path.substring(SECRETS_OF_NAMESPACE.length()), ""));
      } else {
        send(
            call,
            404,
            """
            {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "NotFound", "code": 404}
            """);
      }
    }
  }

  private static void send(HttpExchange call, int status, String json) throws IOException {
    var body = json.getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(status, body.length);
    call.getResponseBody().write(body);
  }
}

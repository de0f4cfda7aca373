package dev.assay.verifier.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A real Prometheus that scrapes a verifier each second, as docs/metrics.md says: with a token of
/// its own and the verifier's CA.
final class PrometheusProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int port = VerifierProcess.freePort();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;

  PrometheusProcess(Path folder, VerifierProcess verifier, String token, Path rules)
      throws IOException {
    var secret = Files.writeString(folder.resolve("assay.token"), token);
    var configuration =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 1s, evaluation_interval: 1s}
            scrape_configs:
              - job_name: assay
                scheme: https
                metrics_path: /q/metrics
                authorization: {credentials_file: %s}
                tls_config: {ca_file: %s}
                static_configs: [{targets: ['localhost:%d']}]
            rule_files: [%s]
            """
                .formatted(
                    secret, verifier.authority(), verifier.port(), rules.toRealPath().toString()));
    process =
        new ProcessBuilder(
                List.of(
                    "prometheus",
                    "--config.file=" + configuration,
                    "--storage.tsdb.path=" + folder.resolve("prometheus"),
                    "--web.listen-address=127.0.0.1:" + port))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
  }

  /// The samples that an expression gives now; none while it does not answer.
  JsonNode query(String expression) {
    return get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
        .path("data")
        .path("result");
  }

  JsonNode get(String path) {
    try {
      var uri = URI.create("http://127.0.0.1:%d/api/v1/%s".formatted(port, path));
      return JSON.readTree(
          client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
    } catch (IOException notYet) {
      return JSON.missingNode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    VerifierProcess.waitFor(process);
    client.close();
  }
}

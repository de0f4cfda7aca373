package dev.assay.verifier.it;

import dev.assay.verifier.testing.TestReceiver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The receiver that docs/quarantine.md shows, as a process: `docs/examples/receiver.py` with
/// Python's standard library and openssl.
final class ExampleReceiver implements AutoCloseable {
  private static final Path PROGRAM =
      Path.of("..", "..", "docs", "examples", "receiver.py").toAbsolutePath().normalize();
  private static final String LISTENING = "listening on port ";

  private final Process process;
  private final String url;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private ExampleReceiver(Process process) throws IOException {
    this.process = process;
    var output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
    var first = output.readLine();
    if (first == null || !first.startsWith(LISTENING)) {
      throw new AssertionError("%s with python3 did not start: %s".formatted(PROGRAM, first));
    }
    this.url = "http://127.0.0.1:" + first.substring(LISTENING.length()) + "/";
    Thread.startVirtualThread(() -> output.lines().forEach(lines::add));
  }

  static ExampleReceiver of(VerifierProcess verifier) throws IOException {
    var builder = new ProcessBuilder("python3", PROGRAM.toString(), "0").redirectErrorStream(true);
    builder.environment().put("HOOK_KEY", TestReceiver.SECRET);
    builder
        .environment()
        .put("RESULT_KEYS", "https://localhost:" + verifier.port() + "/api/v1/result-keys");
    builder.environment().put("VERIFIER_CA", verifier.data().resolve("ca.crt").toString());
    return new ExampleReceiver(builder.start());
  }

  String url() {
    return url;
  }

  boolean said(String line) {
    return lines.contains(line);
  }

  /// What it says of this body, signed with the hook's secret.
  String posted(String body) {
    return posted(body, TestReceiver.SECRET);
  }

  String posted(String body, String secret) {
    int before = lines.size();
    var id = "evt_" + UUID.randomUUID();
    long at = Instant.now().getEpochSecond();
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .header("webhook-id", id)
            .header("webhook-timestamp", Long.toString(at))
            .header("webhook-signature", "v1," + signature(secret, id + "." + at + "." + body))
            .POST(BodyPublishers.ofString(body))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      client.send(request, BodyHandlers.discarding());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    Waiting.until(
        "the example to say what it did",
        java.time.Duration.ofSeconds(10),
        () -> lines.size() > before);
    return String.join("\n", lines.subList(before, lines.size()));
  }

  private static String signature(String secret, String message) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

package dev.assay.verifier.testing;

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
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The receiver that docs/quarantine.md shows, as a process: `docs/examples/receiver.py` with the
/// system's Python and PyJWT.
public final class ExampleReceiver implements AutoCloseable {
  private static final Path PROGRAM =
      Path.of("..", "..", "docs", "examples", "receiver.py").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String LISTENING = "listening on port ";

  private final Process process;
  private final String url;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private ExampleReceiver(Process process) throws IOException {
    this.process = process;
    var output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
    var first = output.readLine();
    if (first == null || !first.startsWith(LISTENING)) {
      throw new AssertionError("%s did not start: %s".formatted(PROGRAM, first));
    }
    this.url = "http://127.0.0.1:" + first.substring(LISTENING.length()) + "/";
    Thread.ofVirtual().start(() -> output.lines().forEach(lines::add));
  }

  /// Starts it.
  ///
  /// @param keys where the verifier's keys are
  /// @param authority PEM file of who vouches for that server
  public static ExampleReceiver trusting(URI keys, Path authority) throws IOException {
    var builder = new ProcessBuilder(PROGRAM.toString(), "0").redirectErrorStream(true);
    builder.environment().put("HOOK_KEY", TestReceiver.SECRET);
    builder.environment().put("RESULT_KEYS", keys.toString());
    builder.environment().put("VERIFIER_CA", authority.toString());
    return new ExampleReceiver(builder.start());
  }

  public String url() {
    return url;
  }

  /// What it said so far.
  public List<String> lines() {
    return List.copyOf(lines);
  }

  public boolean said(String line) {
    return lines.contains(line);
  }

  /// What it says of this body, signed with the hook's secret.
  public String posted(String body) {
    return posted(body, TestReceiver.SECRET);
  }

  public String posted(String body, String secret) {
    return posted(body, secret, Instant.now());
  }

  /// What it says of this body, signed at that time.
  public String posted(String body, Instant at) {
    return posted(body, TestReceiver.SECRET, at);
  }

  private String posted(String body, String secret, Instant when) {
    int before = lines.size();
    var id = "evt_" + UUID.randomUUID();
    long at = when.getEpochSecond();
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
    var end = Instant.now().plus(PATIENCE);
    while (lines.size() == before && Instant.now().isBefore(end)) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
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

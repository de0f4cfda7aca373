package dev.assay.verifier.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.appraisal.codec.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// An operator at the REST API, with a token or without.
final class Rest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client;
  private final String base;
  private final Optional<String> token;

  Rest(String base, SSLContext trust, Optional<String> token) {
    this(
        HttpClient.newBuilder().sslContext(trust).connectTimeout(Duration.ofSeconds(5)).build(),
        base,
        token);
  }

  private Rest(HttpClient client, String base, Optional<String> token) {
    this.client = client;
    this.base = base;
    this.token = token;
  }

  /// What came back.
  record Answer(int status, String contentType, Bytes raw) {

    String text() {
      return new String(raw.toArray(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
      try {
        return JSON.readTree(raw.toArray());
      } catch (IOException e) {
        throw new UncheckedIOException("not JSON: " + text(), e);
      }
    }

    /// The body of a request that must have succeeded.
    JsonNode ok() {
      if (status / 100 != 2) {
        throw new AssertionError("status %d: %s".formatted(status, text()));
      }
      return json();
    }
  }

  Rest with(String otherToken) {
    return new Rest(client, base, Optional.of(otherToken));
  }

  Rest withoutToken() {
    return new Rest(client, base, Optional.empty());
  }

  Answer get(String path) {
    return call("GET", path, Optional.empty());
  }

  Answer post(String path, Map<String, ?> body) {
    return call("POST", path, Optional.of(json(body)));
  }

  Answer delete(String path) {
    return call("DELETE", path, Optional.empty());
  }

  Answer call(String method, String path, Optional<String> body) {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
    body.ifPresent(_ -> request.header("Content-Type", "application/json"));
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    return send(request.build());
  }

  Answer send(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      var type = response.headers().firstValue("content-type").orElse("");
      return new Answer(response.statusCode(), type, Bytes.wrap(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String json(Map<String, ?> body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

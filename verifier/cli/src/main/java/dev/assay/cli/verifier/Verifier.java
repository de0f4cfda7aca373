package dev.assay.cli.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A verifier that this program may ask. Each request ends in the parsed answer or in a
/// `CommandFailed` whose sentence says what to do.
public final class Verifier implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String API = "/api/v1";
  private static final String JSON_TYPE = "application/json";
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final Connection connection;
  private final HttpClient http;

  /// Prepares the connection; nothing is sent yet.
  ///
  /// @throws CommandFailed (2) where the CA is no certificate
  public Verifier(Connection connection) throws CommandFailed {
    this.connection = connection;
    this.http =
        HttpClient.newBuilder()
            .sslContext(PinnedCa.trusting(connection.caCertificates()))
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
  }

  /// Asks for a resource, for one `/machines`; parameters with empty values are left out.
  public JsonNode get(String path, Map<String, String> parameters) throws CommandFailed {
    return parsed(send(request(withQuery(path, parameters), JSON_TYPE).GET()));
  }

  /// Asks for a resource that is no JSON, by its media type.
  public String text(String path, Map<String, String> parameters, String mediaType)
      throws CommandFailed {
    return send(request(withQuery(path, parameters), mediaType).GET()).body();
  }

  private static String withQuery(String path, Map<String, String> parameters) {
    var query =
        parameters.entrySet().stream()
            .filter(parameter -> !parameter.getValue().isEmpty())
            .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
            .sorted()
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }

  /// Asks for a resource.
  public JsonNode get(String path) throws CommandFailed {
    return get(path, Map.of());
  }

  /// Asks for a resource that need not be there; also empty where the verifier is older than it.
  public Optional<JsonNode> find(String path) throws CommandFailed {
    var response = exchange(request(path, JSON_TYPE).GET());
    return response.statusCode() == 404 ? Optional.empty() : Optional.of(parsed(granted(response)));
  }

  /// Asks the verifier to act.
  public JsonNode post(String path, ObjectNode body) throws CommandFailed {
    return post(path, body.toString());
  }

  /// Brings the verifier a JSON document as it stands.
  public JsonNode post(String path, String document) throws CommandFailed {
    return parsed(
        send(
            request(path, JSON_TYPE)
                .header("Content-Type", JSON_TYPE)
                .POST(BodyPublishers.ofString(document))));
  }

  /// Asks the verifier to remove something.
  public JsonNode delete(String path) throws CommandFailed {
    return parsed(send(request(path, JSON_TYPE).DELETE()));
  }

  /// A body to fill in.
  public static ObjectNode body() {
    return JSON.createObjectNode();
  }

  /// Text as it may stand in one segment of a path or in a query.
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String pathAndQuery, String mediaType) {
    return HttpRequest.newBuilder(connection.address().resolve(API + pathAndQuery))
        .timeout(ANSWER)
        .header("Accept", mediaType)
        .header("Authorization", "Bearer " + connection.token());
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws CommandFailed {
    return granted(exchange(request));
  }

  private HttpResponse<String> granted(HttpResponse<String> response) throws CommandFailed {
    if (response.statusCode() / 100 != 2) {
      throw Refusal.of(response.statusCode(), response.body(), connection.address());
    }
    return response;
  }

  private HttpResponse<String> exchange(HttpRequest.Builder request) throws CommandFailed {
    try {
      return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw Unreachable.because(e, connection.address());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed(ExitCode.UNREACHABLE, "Interrupted while the verifier was asked.", e);
    }
  }

  private JsonNode parsed(HttpResponse<String> response) throws CommandFailed {
    try {
      var body = response.body();
      return body.isBlank() ? body() : JSON.readTree(body);
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.UNREACHABLE,
          "%s answers, but not as an Assay verifier does; check the address.".formatted(connection),
          e);
    }
  }

  /// Lets go of the connection.
  @Override
  public void close() {
    http.shutdownNow();
  }
}

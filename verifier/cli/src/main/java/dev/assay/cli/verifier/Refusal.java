package dev.assay.cli.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import java.io.IOException;
import java.net.URI;

/// What the verifier said instead of an answer: a problem document (RFC 9457), turned into a
/// sentence.
final class Refusal {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Refusal() {}

  static CommandFailed of(int status, String body, URI verifier) {
    var detail = detail(body);
    return switch (status) {
      case 401 ->
          new CommandFailed(
              ExitCode.UNREACHABLE,
              "The verifier at %s refused the token: it is wrong, expired or revoked; log in again with `assay login`."
                  .formatted(verifier));
      case 403 ->
          new CommandFailed(
              ExitCode.UNREACHABLE,
              detail.isEmpty()
                  ? "Your token's role does not allow this; see `assay whoami` and ask for one that"
                      + " does."
                  : detail);
      case 404 ->
          new CommandFailed(
              ExitCode.NOT_FOUND,
              detail.isEmpty()
                  ? "The verifier at %s knows no such thing.".formatted(verifier)
                  : detail);
      default -> new CommandFailed(code(status), sentence(status, detail, verifier));
    };
  }

  private static ExitCode code(int status) {
    return status / 100 == 4 && status != 429 && status != 408
        ? ExitCode.USAGE
        : ExitCode.UNREACHABLE;
  }

  private static String sentence(int status, String detail, URI verifier) {
    if (!detail.isEmpty()) {
      return detail;
    }
    return status / 100 == 5
        ? "The verifier at %s failed (HTTP %d); look at its log.".formatted(verifier, status)
        : "The verifier at %s refused the request (HTTP %d).".formatted(verifier, status);
  }

  private static String detail(String body) {
    var problem = new Fields(parsed(body));
    var detail = problem.text("detail");
    return OptionWords.in(detail.isEmpty() ? problem.text("title") : detail);
  }

  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException _) {
      return MissingNode.getInstance();
    }
  }
}

package dev.assay.verifier.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.assay.verifier.service.StoreUnavailable;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Turns whatever ends a request early into a problem. A bug shows its number only; the log has the
/// rest.
public class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
  private static final String RETRY_AFTER_SECONDS = "5";

  @ServerExceptionMapper
  public Response refused(Refused refused) {
    return refused.problem().response().build();
  }

  @ServerExceptionMapper
  public Response databaseAway(StoreUnavailable away) {
    LOG.warnf("database away: %s", away.getMessage());
    return Problem.of(Status.SERVICE_UNAVAILABLE, Unavailable.DETAIL)
        .response()
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .build();
  }

  @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
  public Response unauthorized() {
    return Problem.of(Status.UNAUTHORIZED, Challenge.DETAIL)
        .response()
        .header(HttpHeaders.WWW_AUTHENTICATE, Challenge.SCHEME)
        .build();
  }

  @ServerExceptionMapper
  public Response forbidden(ForbiddenException forbidden) {
    return Problem.of(
            Status.FORBIDDEN,
            "Your role may not do this; `assay whoami` shows it. Ask an admin for another token.")
        .response()
        .build();
  }

  /// More special than the framework's own, which would say nothing.
  @ServerExceptionMapper
  public Response mismatched(MismatchedInputException mismatched) {
    return unreadable(mismatched);
  }

  @ServerExceptionMapper
  public Response unreadable(JsonProcessingException unreadable) {
    var where =
        unreadable instanceof JsonMappingException mapping
            ? mapping.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .collect(Collectors.joining("."))
            : "";
    var part = where.isEmpty() ? "body" : "body." + where;
    return Refused.invalid(part, "is not the JSON that /q/openapi describes for this request")
        .problem()
        .response()
        .build();
  }

  @ServerExceptionMapper
  public Response other(WebApplicationException refusal) {
    var status = refusal.getResponse().getStatusInfo();
    if (refusal.getCause() instanceof JsonProcessingException unreadable) {
      return unreadable(unreadable);
    }
    return Problem.of(status, "The request can't be served as it is; /q/openapi describes the API.")
        .response()
        .build();
  }

  @ServerExceptionMapper
  public Response bug(RuntimeException bug) {
    var reference = UUID.randomUUID();
    LOG.errorf(bug, "internal error %s", reference);
    return Problem.of(
            Status.INTERNAL_SERVER_ERROR,
            "Internal error; the verifier's log has it as %s.".formatted(reference))
        .response()
        .build();
  }
}

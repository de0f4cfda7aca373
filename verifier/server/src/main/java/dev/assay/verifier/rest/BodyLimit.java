package dev.assay.verifier.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;
import java.util.Set;

/// Refuses a request that announces a larger body than any request of this API has. One that
/// announces none and sends it all the same is cut off by the HTTP server at the largest limit.
@ApplicationScoped
public class BodyLimit {

  private static final int FIRST = 900;
  private static final long LIMIT = 64 * 1024;
  private static final long FILES = 1024 * 1024;
  private static final Set<String> TAKE_FILES =
      Set.of("/api/v1/shipments", "/api/v1/golden/import", "/api/v1/racks");

  void register(@Observes Filters filters) {
    filters.register(BodyLimit::refuseLarge, FIRST);
  }

  private static void refuseLarge(RoutingContext request) {
    long limit = takesFiles(request.normalizedPath()) ? FILES : LIMIT;
    if (announced(request) <= limit) {
      request.next();
      return;
    }
    Answers.problem(
        request,
        Problem.of(
            Status.REQUEST_ENTITY_TOO_LARGE,
            "The body is larger than the %d bytes that this request may have.".formatted(limit)));
  }

  private static boolean takesFiles(String path) {
    return TAKE_FILES.contains(path)
        || (path.startsWith("/api/v1/golden/") && path.endsWith("/sources"));
  }

  /// The announced length; an unreadable one counts as too long.
  private static long announced(RoutingContext request) {
    var length = request.request().getHeader("content-length");
    if (length == null) {
      return 0;
    }
    try {
      return Long.parseLong(length);
    } catch (NumberFormatException _) {
      return Long.MAX_VALUE;
    }
  }
}

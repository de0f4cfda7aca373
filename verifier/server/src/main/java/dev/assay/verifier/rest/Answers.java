package dev.assay.verifier.rest;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/// Answers a request before it reaches a resource.
final class Answers {

  private Answers() {}

  static void problem(RoutingContext request, Problem problem) {
    var body =
        new JsonObject()
            .put("title", problem.title())
            .put("status", problem.status())
            .put("detail", problem.detail());
    request
        .response()
        .setStatusCode(problem.status())
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .end(body.encode());
  }
}

package dev.assay.verifier.rest;

import dev.assay.verifier.service.Outcome;
import dev.assay.verifier.service.Outcome.Declined;
import dev.assay.verifier.service.Outcome.Done;
import jakarta.ws.rs.core.Response.Status;

/// Ends a request with a problem.
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  private Refused(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }

  /// A part of the request that is not as the API's grammar has it.
  static Refused invalid(String part, String whatToDo) {
    return new Refused(Problem.of(Status.BAD_REQUEST, part + ": " + whatToDo));
  }

  /// What a use case did, or the problem that it declined with.
  static <T> T unlessDone(Outcome<T> outcome) {
    return switch (outcome) {
      case Done<T>(var value) -> value;
      case Declined<T> declined -> throw new Refused(problem(declined));
    };
  }

  private static Problem problem(Declined<?> declined) {
    var status =
        switch (declined.kind()) {
          case INVALID -> Status.BAD_REQUEST;
          case NOT_FOUND -> Status.NOT_FOUND;
          case CONFLICT -> Status.CONFLICT;
          case REFUSED -> Status.FORBIDDEN;
          case UNPROVEN -> Status.UNAUTHORIZED;
          case EXHAUSTED -> Status.TOO_MANY_REQUESTS;
        };
    return Problem.of(status, declined.detail());
  }
}

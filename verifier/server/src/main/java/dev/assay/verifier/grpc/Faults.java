package dev.assay.verifier.grpc;

import dev.assay.verifier.service.Outcome.Declined;
import dev.assay.verifier.service.StoreUnavailable;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.UUID;
import org.jboss.logging.Logger;

/// What a caller is told when a call fails: a refusal says its reason and what to do, an error only
/// a number that the log holds beside the whole story.
final class Faults {

  private static final Logger LOG = Logger.getLogger(Faults.class);

  private Faults() {}

  /// A refusal that names the field and its limit.
  static StatusRuntimeException invalid(String field, String problem) {
    return Status.INVALID_ARGUMENT.withDescription(field + ": " + problem).asRuntimeException();
  }

  static StatusRuntimeException exhausted(String problem) {
    return Status.RESOURCE_EXHAUSTED.withDescription(problem).asRuntimeException();
  }

  /// The status of what a use case declined.
  static Status statusOf(Declined<?> declined) {
    var code =
        switch (declined.kind()) {
          case INVALID -> Status.INVALID_ARGUMENT;
          case NOT_FOUND -> Status.NOT_FOUND;
          case CONFLICT -> Status.FAILED_PRECONDITION;
          case REFUSED -> Status.PERMISSION_DENIED;
          case UNPROVEN -> Status.UNAUTHENTICATED;
          case EXHAUSTED -> Status.RESOURCE_EXHAUSTED;
        };
    return code.withDescription(declined.detail());
  }

  /// The status of a call that failed. What is neither a refusal nor an absent database is a bug,
  /// and logged.
  static Status statusOf(Throwable fault) {
    return switch (fault) {
      case StatusRuntimeException refusal -> refusal.getStatus();
      case StoreUnavailable away -> {
        LOG.warnf("database away: %s", away.getMessage());
        yield Status.UNAVAILABLE.withDescription(
            "the verifier's database is away; reconnect with backoff");
      }
      default -> internal(fault);
    };
  }

  private static Status internal(Throwable fault) {
    var reference = UUID.randomUUID();
    LOG.errorf(fault, "internal error %s", reference);
    return Status.INTERNAL.withDescription(
        "internal error; the verifier's log has it as " + reference);
  }
}

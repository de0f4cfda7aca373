package dev.assay.verifier.hooks;

import dev.assay.verifier.service.StoreUnavailable;
import dev.assay.verifier.service.hooks.Attempt;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Optional;

/// What a cluster's refusal means and what to do about it. The library's own words may hold what
/// the server sent, so only the status is told.
final class ClusterFailure {
  private ClusterFailure() {}

  /// A request that the hook's role may not make.
  static final class Forbidden extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String right;

    /// @param right verb and resource, as a role names them
    Forbidden(String right) {
      super(right, null, false, false);
      this.right = right;
    }
  }

  static Attempt read(Throwable failure) {
    return switch (failure) {
      case HookUnusable unusable -> Attempt.Failed.because(unusable.detail());
      // The database's, not the cluster's.
      case StoreUnavailable away -> throw away;
      case Forbidden forbidden ->
          Attempt.Failed.because(
              "The cluster does not let the hook's account do this (403): its role needs "
                  + forbidden.right
                  + ".");
      case KubernetesClientException refused -> status(refused);
      default ->
          Attempt.Failed.because(
              "The cluster could not be asked: " + failure.getClass().getSimpleName() + ".");
    };
  }

  private static Attempt status(KubernetesClientException refused) {
    int code = refused.getCode();
    if (code == 401) {
      return Attempt.Failed.because(
          "The cluster does not know the hook's account (401): look at its token or certificate.");
    }
    if (code < 100) {
      var cause = refused.getCause() == null ? refused : refused.getCause();
      return Attempt.Failed.because(
          "No answer of the cluster: " + cause.getClass().getSimpleName() + ".");
    }
    return new Attempt.Failed(
        "The cluster answered with status %d.".formatted(code), retryAfter(refused));
  }

  private static Optional<Duration> retryAfter(KubernetesClientException refused) {
    return Optional.ofNullable(refused.getStatus())
        .map(status -> status.getDetails())
        .map(details -> details.getRetryAfterSeconds())
        .filter(seconds -> seconds > 0)
        .map(Duration::ofSeconds);
  }
}

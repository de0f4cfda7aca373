package dev.assay.verifier.wiring;

import dev.assay.verifier.jose.EarSigner;
import dev.assay.verifier.service.IssueResults;
import dev.assay.verifier.service.ResultSigner;
import dev.assay.verifier.service.ServicePolicy;
import dev.assay.verifier.service.ViewFleet;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/// What tells others, signed, how far a machine can be trusted.
final class ResultBeans {
  private static final int SHORTEST_SECONDS = 10;
  private static final int LONGEST_SECONDS = 86_400;

  /// Makes them at the start, so that a key that can't be used stops it.
  void ready(@Observes StartupEvent start, IssueResults results) {}

  @Produces
  @Singleton
  ResultSigner signer(AssayConfig config, ServicePolicy policy, SecureRandom random) {
    var keys = ResultKeyFolder.open(config.data(), config.resultKeys(), random);
    return new EarSigner(keys.current(), keys.others(), policy.verifierVersion());
  }

  @Produces
  @Singleton
  IssueResults results(
      ViewFleet fleet,
      ResultSigner signer,
      ServicePolicy policy,
      AssayConfig config,
      InstantSource clock) {
    return new IssueResults(
        fleet, signer, policy, config.resultLifetime().map(ResultBeans::lifetime), clock);
  }

  private static Duration lifetime(int seconds) {
    if (seconds < SHORTEST_SECONDS || seconds > LONGEST_SECONDS) {
      throw new StartupFailure(
          "ASSAY_RESULT_LIFETIME is %d. Set it to %d to %d seconds."
              .formatted(seconds, SHORTEST_SECONDS, LONGEST_SECONDS));
    }
    return Duration.ofSeconds(seconds);
  }
}

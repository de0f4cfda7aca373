package dev.assay.verifier.service;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Tells others, signed, how far a machine can be trusted now: over REST, and in the bodies of
/// hooks.
///
/// What [#of] gives is a JWT that ends by itself within the hour and never affirms on evidence that
/// is not fresh. It reads the machine anew each time; call it when a body is about to leave, not
/// when the event is recorded.
public final class IssueResults {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  private final ViewFleet fleet;
  private final ResultSigner signer;
  private final ServicePolicy policy;
  private final Optional<Duration> lifetime;
  private final InstantSource clock;

  /// @param lifetime how long a result is good at most; twice the machine's interval, a minute to
  ///   an hour, where none is given
  public IssueResults(
      ViewFleet fleet,
      ResultSigner signer,
      ServicePolicy policy,
      Optional<Duration> lifetime,
      InstantSource clock) {
    this.fleet = fleet;
    this.signer = signer;
    this.policy = policy;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  /// The signed result of a machine. NOT_FOUND: no such machine.
  public Outcome<String> of(MachineId id) {
    return fleet.machine(id).then(view -> Outcome.done(signer.sign(result(view))));
  }

  private AttestationResult result(MachineView view) {
    var good = lifetime.orElseGet(() -> usual(view.interval()));
    return AttestationResult.of(view, policy, good, clock.instant());
  }

  private static Duration usual(Duration interval) {
    var twice = interval.multipliedBy(2);
    if (twice.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
  }

  /// The keys that results can be checked with: a JWK Set (RFC 7517).
  public String publicKeys() {
    return signer.publicKeys();
  }
}

package dev.assay.verifier.service;

import dev.assay.appraisal.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the verifier says of a machine to others, for a short time (docs/result.md).
///
/// @param vector how far each property can be trusted, and the machine as a whole
/// @param policies what the evidence was judged by: golden sets, and how strictly the OS layer
/// @param appraisedAt when the evidence was judged; empty where there was none
/// @param issuedAt in whole seconds
/// @param expiresAt never later than the verdict is fresh, where the status affirms or warns
public record AttestationResult(
    MachineId machine,
    TrustVector vector,
    List<String> policies,
    Verdict verdict,
    Freshness freshness,
    Optional<Instant> appraisedAt,
    boolean softwareTpm,
    Instant issuedAt,
    Instant expiresAt) {

  public AttestationResult {
    policies = List.copyOf(policies);
  }

  /// What there is to say of a machine now.
  ///
  /// @param lifetime how long a result is good at most
  static AttestationResult of(
      MachineView view, ServicePolicy policy, Duration lifetime, Instant now) {
    var machine = view.machine();
    var vector = TrustVector.of(view);
    var issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
    var appraisedAt = machine.latest().map(Standing::at);
    var latest = issuedAt.plus(lifetime);
    var expiresAt =
        appraisedAt
            .filter(_ -> vector.status().compareTo(TrustTier.WARNING) <= 0)
            .map(at -> Freshness.staleAt(at, view.interval()).truncatedTo(ChronoUnit.SECONDS))
            .filter(latest::isAfter)
            .orElse(latest);
    return new AttestationResult(
        machine.id(),
        vector,
        policies(view, policy),
        view.verdict(),
        view.freshness(),
        appraisedAt,
        machine.ekStanding().isSoftwareTpm(),
        issuedAt,
        expiresAt);
  }

  private static List<String> policies(MachineView view, ServicePolicy policy) {
    var policies = new ArrayList<String>();
    view.machine()
        .latest()
        .ifPresent(said -> said.goldenSets().forEach(id -> policies.add("golden:" + id)));
    policies.add("os-layer:" + policy.osLayer().name().toLowerCase(Locale.ROOT));
    return policies;
  }
}

package dev.assay.verifier.service;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// How far each property of a machine can be trusted (AR4SI). A claim that is not there, or is 0,
/// says nothing.
///
/// @param status never better than the verdict, nor than the worst claim
public record TrustVector(TrustTier status, SortedMap<TrustClaim, Integer> claims) {

  public TrustVector {
    claims = Collections.unmodifiableSortedMap(new TreeMap<>(claims));
  }

  /// What a machine's last verdict is worth now. Good news holds while it is fresh; bad news holds
  /// until there is other.
  static TrustVector of(MachineView view) {
    var status = worth(view);
    var claims = new EnumMap<TrustClaim, Integer>(TrustClaim.class);
    begin(claims, status);
    view.findings().forEach(finding -> speakAgainst(finding, claims));
    if (!view.machine().state().mayAttest()) {
      claims.put(TrustClaim.INSTANCE_IDENTITY, TrustClaim.CONTRAINDICATED);
    }
    var worst = worst(status, claims);
    return new TrustVector(
        worst, worst == TrustTier.NONE ? nothing(claims) : new TreeMap<>(claims));
  }

  private static TrustTier worth(MachineView view) {
    boolean counts =
        view.freshness() == Freshness.FRESH && view.machine().state() == MachineState.ACTIVE;
    var said = TrustTier.of(view.verdict());
    return counts ? said : said.worseOf(TrustTier.NONE);
  }

  // Where one property fails, the others are not vouched for: code that is bad measures what it
  // likes. Who the machine is follows from its TPM alone.
  private static void begin(Map<TrustClaim, Integer> claims, TrustTier status) {
    boolean good = status.compareTo(TrustTier.WARNING) <= 0;
    claims.put(TrustClaim.INSTANCE_IDENTITY, TrustClaim.INSTANCE_IDENTITY.affirming());
    for (var claim : List.of(TrustClaim.CONFIGURATION, TrustClaim.EXECUTABLES)) {
      claims.put(claim, good ? claim.affirming() : TrustClaim.NO_CLAIM);
    }
  }

  private static void speakAgainst(RecordedFinding finding, Map<TrustClaim, Integer> claims) {
    for (var claim : TrustClaim.of(finding)) {
      switch (finding.severity()) {
        case NOTE -> {}
        case WARNING -> claims.merge(claim, TrustClaim.WARNING, TrustVector::worse);
        case UNDECIDED -> claims.merge(claim, TrustClaim.NO_CLAIM, TrustVector::worse);
        case VIOLATION -> claims.merge(claim, TrustClaim.CONTRAINDICATED, TrustVector::worse);
      }
    }
  }

  private static int worse(int one, int other) {
    return tier(one).compareTo(tier(other)) >= 0 ? one : other;
  }

  // AR4SI, section 2.3.2: 2 to 31 affirm, 32 to 95 warn, 96 and above contraindicate.
  private static TrustTier tier(int claim) {
    if (claim >= TrustClaim.CONTRAINDICATED) {
      return TrustTier.CONTRAINDICATED;
    }
    if (claim >= TrustClaim.WARNING) {
      return TrustTier.WARNING;
    }
    return claim == TrustClaim.NO_CLAIM ? TrustTier.NONE : TrustTier.AFFIRMING;
  }

  private static TrustTier worst(TrustTier status, Map<TrustClaim, Integer> claims) {
    return claims.values().stream().map(TrustVector::tier).reduce(status, TrustTier::worseOf);
  }

  // Warnings that a status of none leaves standing would read as better than it.
  private static SortedMap<TrustClaim, Integer> nothing(Map<TrustClaim, Integer> claims) {
    var none = new TreeMap<TrustClaim, Integer>();
    claims.keySet().forEach(claim -> none.put(claim, TrustClaim.NO_CLAIM));
    return none;
  }
}

package dev.assay.verifier.service;

import dev.assay.appraisal.Verdict;
import java.util.Map;

/// How many ACTIVE machines have which verdict and which freshness; those that none has are left
/// out.
public record FleetCounts(Map<Verdict, Long> verdicts, Map<Freshness, Long> freshness) {
  public FleetCounts {
    verdicts = Map.copyOf(verdicts);
    freshness = Map.copyOf(freshness);
  }
}

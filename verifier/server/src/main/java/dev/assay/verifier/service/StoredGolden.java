package dev.assay.verifier.service;

import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.golden.Proposal;
import dev.assay.golden.ProposedSet;
import java.util.List;
import java.util.Optional;

/// What the records hold of a golden set that people sign. Whoever writes the database could have
/// written it: it is believed as far as its signatures reach.
///
/// @param proposal empty for a draft
public record StoredGolden(
    GoldenSet set, Optional<Proposal> proposal, List<GoldenSignature> signatures) {

  public StoredGolden {
    signatures = List.copyOf(signatures);
  }

  /// What the signatures are over.
  public Optional<ProposedSet> proposed() {
    return proposal.map(by -> new ProposedSet(set, by));
  }
}

package dev.assay.verifier.rest;

import dev.assay.appraisal.golden.Decision;
import dev.assay.appraisal.golden.Provenance;
import dev.assay.appraisal.golden.Source;
import dev.assay.appraisal.tpm.PcrIndex;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where a set comes from.
///
/// @param quorum how many of the sources had to show a value
public record ProvenanceView(
    List<SourceView> sources,
    int quorum,
    String proposedBy,
    Instant at,
    List<DecisionView> decisions) {
  /// A machine that it was learned from.
  ///
  /// @param log SHA-256 of its event log
  /// @param outlier whether it showed something that is not in the set
  public record SourceView(String name, String log, Optional<String> shipment, boolean outlier) {
    static SourceView of(Source source) {
      return new SourceView(
          source.name(), source.log().toHex(), source.shipment(), source.outlier());
    }
  }

  /// What a person decided.
  public record DecisionView(String kind, Optional<Integer> pcr, String by, String reason) {
    static DecisionView of(Decision decision) {
      return new DecisionView(
          decision.kind().name(),
          decision.pcr().map(PcrIndex::value),
          decision.by(),
          decision.reason());
    }
  }

  static ProvenanceView of(Provenance made) {
    return new ProvenanceView(
        made.sources().stream().map(SourceView::of).toList(),
        made.quorum(),
        made.proposedBy(),
        made.at(),
        made.decisions().stream().map(DecisionView::of).toList());
  }
}

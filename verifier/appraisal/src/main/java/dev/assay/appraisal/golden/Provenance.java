package dev.assay.appraisal.golden;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Where a set comes from; a part of what is signed. It demands nothing of a machine.
///
/// @param sources the machines that it was learned from
/// @param quorum how many of them had to show a value
/// @param proposedBy who had it made
/// @param at when
/// @param decisions what people decided in making it
public record Provenance(
    List<Source> sources, int quorum, String proposedBy, Instant at, List<Decision> decisions) {
  public Provenance {
    sources = List.copyOf(sources);
    decisions = List.copyOf(decisions);
    if (proposedBy.isBlank()) {
      throw new IllegalArgumentException("a set that nobody proposed");
    }
    if (quorum < 1 || quorum > sources.size()) {
      throw new IllegalArgumentException(
          "a quorum of %d among %d machines".formatted(quorum, sources.size()));
    }
  }

  /// The same with one more decision.
  Provenance with(Decision decision) {
    List<Decision> more = new ArrayList<>(decisions);
    more.add(decision);
    return new Provenance(sources, quorum, proposedBy, at, more);
  }
}

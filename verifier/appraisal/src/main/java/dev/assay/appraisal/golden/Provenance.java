package dev.assay.appraisal.golden;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

  /// The shipment that all machines came with, where there are several and one is known of each:
  /// what was done to it as a whole, siblings don't show. Else empty.
  public Optional<String> soleShipment() {
    Set<Optional<String>> shipments =
        sources.stream().map(Source::shipment).collect(Collectors.toSet());
    return sources.size() > 1 && shipments.size() == 1
        ? shipments.iterator().next()
        : Optional.empty();
  }

  /// The same with one more decision.
  Provenance with(Decision decision) {
    List<Decision> more = new ArrayList<>(decisions);
    more.add(decision);
    return new Provenance(sources, quorum, proposedBy, at, more);
  }
}

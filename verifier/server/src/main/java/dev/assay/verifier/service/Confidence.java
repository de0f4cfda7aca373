package dev.assay.verifier.service;

import dev.assay.appraisal.golden.Decision;
import dev.assay.appraisal.golden.GoldenEvent;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Provenance;
import dev.assay.appraisal.golden.Rule;
import dev.assay.reference.Agreement;
import dev.assay.reference.ReferenceValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Why a golden set may be believed, event by event: who agrees on it. It decides nothing; machines
/// are held to what people signed.
///
/// @param machines how many siblings taught the set; 0 where nothing tells
/// @param quorum how many of them had to agree
/// @param ownRoots whether the verifier's own roots vouch for the vendors; else the certificates
///   that came with each manifest do
/// @param sources what vendors say, the oldest first
/// @param events in the set's order
public record Confidence(
    int machines, int quorum, boolean ownRoots, List<Source> sources, List<OnEvent> events) {
  public Confidence {
    sources = List.copyOf(sources);
    events = List.copyOf(events);
  }

  /// A manifest, read now, as of when it was brought.
  public record Source(ReferenceSource brought, Said said) {}

  /// What a manifest says.
  public sealed interface Said {
    /// Its signature holds.
    record Holds(ReferenceValues values, Agreement agreement) implements Said {}

    /// It may not be believed.
    record Refused(String reason) implements Said {}
  }

  /// Who agrees on an event.
  ///
  /// @param quorum as many siblings as had to show it, and more than one machine taught
  /// @param manual a person decided it: the set came as a file or from one machine, differences
  ///   were accepted here, or a field may vary by decision
  /// @param vendors what each source that holds says, in their order
  public record OnEvent(
      GoldenEvent event, boolean quorum, boolean manual, List<Agreement.Word> vendors) {
    public OnEvent {
      vendors = List.copyOf(vendors);
    }
  }

  static Confidence of(GoldenSet set, boolean ownRoots, List<Source> sources) {
    var made = set.provenance();
    var agreements = new ArrayList<Agreement>();
    for (var source : sources) {
      if (source.said() instanceof Said.Holds(_, var agreement)) {
        agreements.add(agreement);
      }
    }
    var events =
        IntStream.range(0, set.events().size())
            .mapToObj(
                index -> {
                  var event = set.events().get(index);
                  boolean quorum = taught(made) && !decided(event);
                  return new OnEvent(
                      event,
                      quorum,
                      !quorum,
                      agreements.stream().map(one -> one.events().get(index).word()).toList());
                })
            .toList();
    return new Confidence(
        made.map(of -> of.sources().size()).orElse(0),
        made.map(Provenance::quorum).orElse(0),
        ownRoots,
        sources,
        events);
  }

  /// Whether siblings taught the set, and not one machine alone.
  private static boolean taught(Optional<Provenance> made) {
    return made.filter(
            of ->
                of.sources().size() > 1
                    && of.decisions().stream()
                        .noneMatch(one -> one.kind() == Decision.Kind.SINGLE_MACHINE))
        .isPresent();
  }

  /// A quorum makes an event that all need, by one digest or apart from fields that may vary; the
  /// rest is accepted by a person.
  private static boolean decided(GoldenEvent event) {
    return event.optional() || event.rule() instanceof Rule.OneOf || event.variesByDecision();
  }
}

package dev.assay.verifier.rest;

import dev.assay.reference.Agreement;
import dev.assay.reference.Agreement.Word;
import dev.assay.verifier.service.Confidence;
import dev.assay.verifier.service.Confidence.Said;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who agrees on a golden set.
///
/// @param machines how many siblings taught it; 0 where nothing tells
/// @param quorum how many of them had to agree
/// @param ownRoots whether the verifier's own roots vouch for the vendors; else the certificates
///   that came with each manifest do
/// @param sources what vendors say, the oldest first
/// @param events in the set's order
public record ConfidenceView(
    int machines, int quorum, boolean ownRoots, List<SourceView> sources, List<EventView> events) {

  /// A vendor's manifest.
  ///
  /// @param sha256 of the manifest
  /// @param holds whether its signature does
  /// @param refused why it does not
  /// @param kind TCG RIM or CoRIM
  /// @param platform the board, in the manifest's words
  /// @param supports whether it confirms something and differs nowhere
  /// @param confirmed how many events and values it states the same of
  /// @param differing how many it states something else of, and how many it has beside the set's
  public record SourceView(
      String sha256,
      String broughtBy,
      Instant broughtAt,
      boolean holds,
      Optional<String> refused,
      Optional<String> kind,
      Optional<String> name,
      Optional<String> platform,
      Optional<String> signer,
      boolean supports,
      long confirmed,
      long differing) {

    static SourceView of(Confidence.Source source) {
      var brought = source.brought();
      return switch (source.said()) {
        case Said.Refused(var reason) ->
            new SourceView(
                brought.sha256().toHex(),
                brought.brought().by(),
                brought.brought().at(),
                false,
                Optional.of(reason),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                0,
                0);
        case Said.Holds(var values, var agreement) ->
            new SourceView(
                brought.sha256().toHex(),
                brought.brought().by(),
                brought.brought().at(),
                true,
                Optional.empty(),
                Optional.of(values.kind().label()),
                Optional.of(values.name()),
                Optional.of(values.platform()),
                Optional.of(values.signer()),
                agreement.supports(),
                said(agreement, Word.CONFIRMED),
                said(agreement, Word.DIFFERS)
                    + agreement.beside().values().stream().mapToInt(count -> count).sum());
      };
    }

    private static long said(Agreement agreement, Word word) {
      return agreement.events().stream().filter(on -> on.word() == word).count()
          + agreement.values().stream().filter(on -> on.word() == word).count();
    }
  }

  /// Who agrees on an event.
  ///
  /// @param quorum as many siblings as had to show it
  /// @param manual a person decided it
  /// @param vendors what each source that holds says: CONFIRMED, DIFFERS or SILENT
  public record EventView(
      int pcr, String type, String label, boolean quorum, boolean manual, List<Word> vendors) {
    static EventView of(Confidence.OnEvent on) {
      return new EventView(
          on.event().pcr().value(),
          on.event().type().toString(),
          on.event().label(),
          on.quorum(),
          on.manual(),
          on.vendors());
    }
  }

  static ConfidenceView of(Confidence confidence) {
    return new ConfidenceView(
        confidence.machines(),
        confidence.quorum(),
        confidence.ownRoots(),
        confidence.sources().stream().map(SourceView::of).toList(),
        confidence.events().stream().map(EventView::of).toList());
  }
}

package dev.assay.verifier.rest;

import dev.assay.verifier.service.Approval;
import dev.assay.verifier.service.BoardIdentity;
import dev.assay.verifier.service.ModelRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A board model.
///
/// @param state CONFIRMED or PROPOSED
/// @param board what its boards call themselves; an empty text stands for any
/// @param aliases what they also call themselves
/// @param madeBy who added it, or the machine whose report proposed it
public record ModelView(
    String name,
    String state,
    Board board,
    List<Board> aliases,
    String madeBy,
    Instant madeAt,
    Optional<String> confirmedBy,
    Optional<Instant> confirmedAt) {

  /// What a board calls itself.
  public record Board(String manufacturer, String product, String boardVersion) {
    static Board of(BoardIdentity identity) {
      return new Board(identity.manufacturer(), identity.product(), identity.boardVersion());
    }
  }

  static ModelView of(ModelRecord model) {
    return new ModelView(
        model.name().name(),
        model.confirmed().isPresent() ? "CONFIRMED" : "PROPOSED",
        Board.of(model.identity()),
        model.aliases().stream().map(Board::of).toList(),
        model.made().by(),
        model.made().at(),
        model.confirmed().map(Approval::by),
        model.confirmed().map(Approval::at));
  }
}

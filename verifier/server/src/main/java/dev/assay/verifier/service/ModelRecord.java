package dev.assay.verifier.service;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A board model as it is enrolled.
///
/// @param identity what its boards call themselves
/// @param aliases what they also call themselves
/// @param made who added or proposed it
/// @param confirmed who confirmed it; empty while it is only proposed
public record ModelRecord(
    BoardModel name,
    BoardIdentity identity,
    List<BoardIdentity> aliases,
    Approval made,
    Optional<Approval> confirmed) {

  public ModelRecord {
    aliases = List.copyOf(aliases);
  }

  /// Whether a board that calls itself so may be of this model.
  boolean covers(BoardIdentity reported) {
    return Stream.concat(Stream.of(identity), aliases.stream())
        .anyMatch(known -> known.agreesWith(reported));
  }
}

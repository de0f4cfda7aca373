package dev.assay.appraisal.golden;

import java.util.OptionalInt;

/// How many siblings must show a value for it to be golden. Always more than half of them, so that
/// no two values reach it and no minority outvotes the rest.
///
/// @param least as a person asked for; empty for the smallest majority
public record Quorum(OptionalInt least) {
  /// More than half of the siblings, and at least two where there are two.
  public static final Quorum MAJORITY = new Quorum(OptionalInt.empty());

  public Quorum {
    if (least.isPresent() && least.getAsInt() < 1) {
      throw new IllegalArgumentException("a quorum of " + least.getAsInt());
    }
  }

  /// At least so many siblings.
  public static Quorum of(int least) {
    return new Quorum(OptionalInt.of(least));
  }

  /// How many of `siblings` it takes.
  ///
  /// @throws IllegalArgumentException where what was asked for is no majority, or more than there
  ///   are
  public int among(int siblings) {
    int majority = siblings / 2 + 1;
    int needed = least.orElse(majority);
    if (needed < majority) {
      throw new IllegalArgumentException(
          "a quorum of %d is not more than half of %d machines; take %d or more"
              .formatted(needed, siblings, majority));
    }
    if (needed > siblings) {
      throw new IllegalArgumentException(
          "a quorum of %d among %d machines; take %d at most"
              .formatted(needed, siblings, siblings));
    }
    return needed;
  }
}

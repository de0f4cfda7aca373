package dev.assay.verifier.service;

import java.time.Instant;
import java.util.Optional;

/// How a golden set comes into force.
///
/// @param until when the set before it ends; at once, where it is empty
/// @param share what percentage of the model's machines is meant to get it meanwhile
/// @param forceChangesReason why it comes into force although machines become UNTRUSTED by it
public record Activation(
    Optional<Instant> until, Optional<Integer> share, Optional<String> forceChangesReason) {

  /// In place of the set before it, where no machine becomes UNTRUSTED.
  public static final Activation AT_ONCE =
      new Activation(Optional.empty(), Optional.empty(), Optional.empty());

  /// The same, whoever becomes UNTRUSTED.
  public static Activation forced(String reason) {
    return new Activation(Optional.empty(), Optional.empty(), Optional.of(reason));
  }
}

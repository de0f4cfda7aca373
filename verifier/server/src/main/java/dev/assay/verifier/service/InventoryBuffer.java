package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Holds the inventory that came before its evidence. It shares the verifier's budget of memory, in
/// KiB, with the event logs. Not thread-safe: it belongs to one stream.
final class InventoryBuffer {
  /// As objects they take so much more than on the wire.
  private static final int SWELLS = 4;

  private static final int KIB = 1024;

  private final Semaphore budget;
  private Optional<SentInventory> sent = Optional.empty();
  private int held;

  /// @param sent where it came with this evidence
  /// @param sha256 of the inventory that the verifier holds, once the evidence proved authentic
  record Taken(Optional<SentInventory> sent, Optional<Digest> sha256) {}

  InventoryBuffer(Semaphore budget) {
    this.budget = budget;
  }

  /// Takes the inventory of one challenge. Empty where it was taken, else why not.
  Optional<Outcome.Declined<Receipt>> put(SentInventory inventory) {
    if (sent.isPresent()) {
      return Optional.of(
          new Outcome.Declined<>(Decline.INVALID, "An inventory came twice for one challenge."));
    }
    int needed = SWELLS * inventory.size() / KIB + 1;
    if (!budget.tryAcquire(needed)) {
      return Optional.of(
          new Outcome.Declined<>(
              Decline.EXHAUSTED, "Too many inventories are on their way. Try again in a minute."));
    }
    held = needed;
    sent = Optional.of(inventory);
    return Optional.empty();
  }

  /// What evidence says of the inventory; the buffer is empty afterwards, and its memory given
  /// back. INVALID: it names neither what came nor what the challenge named.
  Outcome<Taken> take(Optional<Bytes> named, Optional<Digest> known) {
    var taken = sent;
    clear();
    if (named.isEmpty() && taken.isEmpty()) {
      return done(new Taken(taken, known));
    }
    var expected = taken.map(SentInventory::sha256).or(() -> known);
    return named.equals(expected.map(Digest::value))
        ? done(new Taken(taken, expected))
        : declined(
            Decline.INVALID,
            "inventory_sha256 is neither of an inventory just sent nor the one that the challenge"
                + " named.");
  }

  void clear() {
    budget.release(held);
    held = 0;
    sent = Optional.empty();
  }
}

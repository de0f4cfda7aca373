package dev.assay.verifier.service;

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

  /// What came, if anything; the buffer is empty afterwards, and its memory given back.
  Optional<SentInventory> take() {
    var taken = sent;
    clear();
    return taken;
  }

  void clear() {
    budget.release(held);
    held = 0;
    sent = Optional.empty();
  }
}

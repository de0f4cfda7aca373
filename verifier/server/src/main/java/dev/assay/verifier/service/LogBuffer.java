package dev.assay.verifier.service;

import dev.assay.appraisal.codec.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Puts a log together that arrives in chunks. All buffers of a verifier share one budget of
/// memory, in KiB. Not thread-safe: it belongs to one stream.
final class LogBuffer {
  static final int LARGEST_LOG = 8 * 1024 * 1024;
  static final int LARGEST_CHUNK = 64 * 1024;
  private static final int KIB = 1024;

  private final Semaphore budget;
  private final List<Bytes> parts = new ArrayList<>();
  private int length;
  private int held;

  LogBuffer(Semaphore budget) {
    this.budget = budget;
  }

  /// Takes the next chunk. Empty where it was taken, else why not.
  Optional<Outcome.Declined<Receipt>> add(long offset, Bytes data) {
    if (offset != length) {
      return invalid("A log chunk at offset %d came where %d was next.".formatted(offset, length));
    }
    if (data.isEmpty() || data.length() > LARGEST_CHUNK) {
      return invalid("A log chunk has 1 to 65,536 bytes.");
    }
    if (length + data.length() > LARGEST_LOG) {
      return invalid("An event log has at most 8 MiB.");
    }
    int needed = (length + data.length() + KIB - 1) / KIB - held;
    if (!budget.tryAcquire(needed)) {
      return Optional.of(
          new Outcome.Declined<>(
              Decline.EXHAUSTED, "Too many event logs are on their way. Try again in a minute."));
    }
    held += needed;
    length += data.length();
    parts.add(data);
    return Optional.empty();
  }

  /// What came so far, in one piece; the buffer is empty afterwards, and its memory given back.
  Bytes take() {
    var log = Bytes.concat(parts.toArray(Bytes[]::new));
    clear();
    return log;
  }

  boolean isEmpty() {
    return length == 0;
  }

  void clear() {
    budget.release(held);
    parts.clear();
    length = 0;
    held = 0;
  }

  private static Optional<Outcome.Declined<Receipt>> invalid(String detail) {
    return Optional.of(new Outcome.Declined<>(Decline.INVALID, detail));
  }
}

package dev.assay.audit;

import dev.assay.appraisal.tpm.Digest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Walks a log from its beginning, entry by entry, and collects every place where it is not what
/// was written. Keeps no entries, so that a log may be of any length.
///
/// What it can't see alone is a log that somebody wrote anew from some entry on, or cut at its end:
/// both are whole chains. Checkpoints that were made before show it.
public final class ChainWalk {
  private static final int MOST_BREAKS = 100;

  private final TreeMap<Long, List<Checkpoint>> checkpoints = new TreeMap<>();
  private final List<ChainBreak> breaks = new ArrayList<>();
  private long last;
  // Not known before the first entry of a walk that begins at a checkpoint.
  private Optional<Digest> lastHash;
  private long agreed;

  /// A walk from the first entry.
  ///
  /// @param checkpoints whose signers the caller trusts
  public ChainWalk(Collection<Checkpoint> checkpoints) {
    this(0, Optional.of(AuditEntry.ORIGIN), checkpoints);
  }

  private ChainWalk(long last, Optional<Digest> lastHash, Collection<Checkpoint> checkpoints) {
    this.last = last;
    this.lastHash = lastHash;
    for (var checkpoint : checkpoints) {
      this.checkpoints
          .computeIfAbsent(checkpoint.sequence(), _ -> new ArrayList<>())
          .add(checkpoint);
    }
  }

  /// A walk from the entry of a checkpoint on, which is given first: what lies before is not looked
  /// at.
  public static ChainWalk from(Checkpoint checkpoint) {
    return new ChainWalk(checkpoint.sequence() - 1, Optional.empty(), List.of(checkpoint));
  }

  /// Takes the next line.
  public void next(AuditLine line) {
    var entry = line.entry();
    var expected = last + 1;
    if (entry.sequence() < expected) {
      found(new ChainBreak.OutOfOrder(entry.sequence(), expected));
      return;
    }
    if (entry.sequence() > expected) {
      found(new ChainBreak.Missing(expected, entry.sequence() - 1));
    } else if (!entry.previous().equals(lastHash.orElse(entry.previous()))) {
      found(new ChainBreak.Unlinked(entry.sequence()));
    }
    if (!line.hashHolds()) {
      found(new ChainBreak.Altered(entry.sequence()));
    }
    checkpoints.getOrDefault(entry.sequence(), List.of()).forEach(point -> compare(point, line));
    last = entry.sequence();
    lastHash = Optional.of(line.hash());
  }

  private void compare(Checkpoint checkpoint, AuditLine line) {
    if (checkpoint.hash().equals(line.hash())) {
      agreed = checkpoint.sequence();
    } else {
      found(new ChainBreak.Rewritten(agreed, checkpoint));
    }
  }

  private void found(ChainBreak one) {
    if (breaks.size() < MOST_BREAKS) {
      breaks.add(one);
    }
  }

  /// The sequence of the entry that was given last; 0 before the first.
  public long last() {
    return last;
  }

  /// The last sequence that a checkpoint vouches for; 0 where none does.
  public long agreed() {
    return agreed;
  }

  /// Ends the walk: what is wrong with the log, the first 100 places; nothing where it is whole.
  public List<ChainBreak> end() {
    var all = new ArrayList<>(breaks);
    var beyond = checkpoints.tailMap(last, false);
    if (!beyond.isEmpty()) {
      all.add(new ChainBreak.Truncated(last, beyond.lastEntry().getValue().getLast()));
    }
    return List.copyOf(all);
  }
}

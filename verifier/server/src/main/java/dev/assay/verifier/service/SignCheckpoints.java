package dev.assay.verifier.service;

import dev.assay.audit.AuditLine;
import dev.assay.audit.ChainBreak;
import dev.assay.audit.ChainWalk;
import dev.assay.audit.Checkpoint;
import dev.assay.audit.SignedCheckpoint;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Signs what the audit log is, from time to time, so that whoever keeps a checkpoint notices when
/// the log is cut or written anew. It signs nothing that contradicts what it signed before: the log
/// is checked from the last checkpoint on.
public final class SignCheckpoints {
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int PAGE = 1_000;

  private final AuditRecords records;
  private final CheckpointKey key;
  private final int entries;
  private final InstantSource clock;

  /// @param entries after how many entries a checkpoint is due, whatever the time
  public SignCheckpoints(
      AuditRecords records, CheckpointKey key, int entries, InstantSource clock) {
    this.records = records;
    this.key = key;
    this.entries = entries;
    this.clock = clock;
  }

  /// What came of it.
  public sealed interface Result {
    /// None is due.
    record NotDue() implements Result {}

    /// It was signed, and is handed out.
    record Signed(SignedCheckpoint checkpoint) implements Result {}

    /// The log is not what was signed before. A person has to look.
    record Broken(List<ChainBreak> breaks) implements Result {
      public Broken {
        breaks = List.copyOf(breaks);
      }
    }
  }

  /// Signs the log as it is now, where that is due.
  public Result run() {
    var last = key.last();
    var head = records.head();
    long from = last.map(Checkpoint::sequence).orElse(0L);
    long to = head.map(line -> line.entry().sequence()).orElse(0L);
    if (to == from && last.map(Checkpoint::hash).equals(head.map(AuditLine::hash))) {
      return new Result.NotDue();
    }
    if (to < from) {
      return new Result.Broken(List.of(new ChainBreak.Truncated(to, last.orElseThrow())));
    }
    if (to > from && to - from < entries && last.filter(this::young).isPresent()) {
      return new Result.NotDue();
    }
    var walk = last.map(ChainWalk::from).orElseGet(() -> new ChainWalk(List.of()));
    var end = walked(walk, Math.max(0, from - 1));
    var breaks = walk.end();
    return breaks.isEmpty() ? signed(end) : new Result.Broken(breaks);
  }

  private boolean young(Checkpoint checkpoint) {
    return clock.instant().isBefore(checkpoint.at().plus(LONGEST));
  }

  // The last line that the walk took; more may follow while it walks.
  private List<AuditLine> walked(ChainWalk walk, long after) {
    List<AuditLine> last = List.of();
    var page = records.entries(AuditFilter.ALL, after, PAGE);
    while (!page.isEmpty()) {
      page.forEach(walk::next);
      last = List.of(page.getLast());
      page = records.entries(AuditFilter.ALL, page.getLast().entry().sequence(), PAGE);
    }
    return last;
  }

  private Result signed(List<AuditLine> end) {
    if (end.isEmpty()) {
      return new Result.NotDue();
    }
    var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var line = end.getFirst();
    var checkpoint = key.sign(new Checkpoint(line.entry().sequence(), line.hash(), at));
    records.add(checkpoint);
    key.remember(checkpoint);
    return new Result.Signed(checkpoint);
  }
}

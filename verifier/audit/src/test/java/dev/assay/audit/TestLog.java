package dev.assay.audit;

import dev.assay.appraisal.tpm.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// A log of made-up acts.
final class TestLog {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private TestLog() {}

  /// A whole chain of that many entries.
  static List<AuditLine> of(int entries) {
    return extended(List.of(), entries, "olga");
  }

  /// The log with entries of this actor behind it, up to `entries` in all.
  static List<AuditLine> extended(List<AuditLine> before, int entries, String actor) {
    var lines = new ArrayList<>(before);
    while (lines.size() < entries) {
      var previous = lines.isEmpty() ? AuditEntry.ORIGIN : lines.getLast().hash();
      lines.add(AuditLine.of(entry(lines.size() + 1, actor, previous)));
    }
    return lines;
  }

  static AuditEntry entry(long sequence, String actor, Digest previous) {
    return new AuditEntry(
        sequence,
        NOON.plusSeconds(sequence),
        actor,
        Optional.empty(),
        "MACHINE_RETIRED",
        "machine:" + sequence,
        Optional.empty(),
        Collections.emptySortedMap(),
        Optional.empty(),
        previous);
  }

  /// What a checkpoint of this entry says.
  static Checkpoint checkpoint(List<AuditLine> lines, int sequence) {
    return new Checkpoint(sequence, lines.get(sequence - 1).hash(), NOON);
  }

  static List<ChainBreak> walk(List<AuditLine> lines, Collection<Checkpoint> checkpoints) {
    var walk = new ChainWalk(checkpoints);
    lines.forEach(walk::next);
    return walk.end();
  }
}

package dev.assay.audit;

import static dev.assay.audit.TestLog.checkpoint;
import static dev.assay.audit.TestLog.walk;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainWalkTest {
  private final List<AuditLine> log = TestLog.of(9);

  @Test
  void wholeLogHasNoBreaks() {
    var walk = new ChainWalk(List.of(checkpoint(log, 4), checkpoint(log, 9)));
    log.forEach(walk::next);

    assertThat(walk.end()).isEmpty();
    assertThat(walk.last()).isEqualTo(9);
    assertThat(walk.agreed()).isEqualTo(9);
  }

  @Test
  void alteredEntryIsNamed() {
    var lines = new ArrayList<>(log);
    var entry = TestLog.entry(5, "mallory", lines.get(3).hash());
    lines.set(4, new AuditLine(entry, lines.get(4).hash()));

    assertThat(walk(lines, List.of())).containsExactly(new ChainBreak.Altered(5));
  }

  @Test
  void alteredEntryWithAHashOfItsOwnBreaksTheLink() {
    var lines = new ArrayList<>(log);
    lines.set(4, AuditLine.of(TestLog.entry(5, "mallory", lines.get(3).hash())));

    assertThat(walk(lines, List.of())).containsExactly(new ChainBreak.Unlinked(6));
  }

  @Test
  void entriesTakenOutOfTheMiddleAreNamed() {
    var lines = new ArrayList<>(log);
    lines.subList(3, 5).clear();

    assertThat(walk(lines, List.of())).containsExactly(new ChainBreak.Missing(4, 5));
  }

  @Test
  void swappedEntriesAreNamed() {
    var lines = new ArrayList<>(log);
    Collections.swap(lines, 2, 3);

    assertThat(walk(lines, List.of()))
        .containsExactly(new ChainBreak.Missing(3, 3), new ChainBreak.OutOfOrder(3, 5));
  }

  @Test
  void entriesTakenOffTheBeginningAreNamed() {
    assertThat(walk(log.subList(2, 9), List.of())).containsExactly(new ChainBreak.Missing(1, 2));
  }

  @Test
  void cutTailIsNoticedByACheckpoint() {
    var held = checkpoint(log, 8);

    assertThat(walk(log.subList(0, 6), List.of(held)))
        .containsExactly(new ChainBreak.Truncated(6, held));
    assertThat(walk(log.subList(0, 6), List.of())).isEmpty();
  }

  @Test
  void emptiedLogIsNoticedByACheckpoint() {
    var held = checkpoint(log, 8);

    assertThat(walk(List.of(), List.of(held))).containsExactly(new ChainBreak.Truncated(0, held));
  }

  @Test
  void rewrittenLogIsNoticedByACheckpoint() {
    var rewritten = TestLog.extended(log.subList(0, 5), 9, "mallory");
    var before = checkpoint(log, 4);
    var after = checkpoint(log, 8);

    assertThat(walk(rewritten, List.of(before, after)))
        .containsExactly(new ChainBreak.Rewritten(4, after));
    assertThat(walk(rewritten, List.of(before))).isEmpty();
  }

  @Test
  void walkMayBeginAtACheckpoint() {
    var walk = ChainWalk.from(checkpoint(log, 4));
    log.subList(3, 9).forEach(walk::next);
    assertThat(walk.end()).isEmpty();

    var other = ChainWalk.from(checkpoint(log, 4));
    TestLog.extended(log.subList(0, 3), 9, "mallory").subList(3, 9).forEach(other::next);
    assertThat(other.end()).singleElement().isInstanceOf(ChainBreak.Rewritten.class);
  }

  @Test
  void everyBreakSaysWhere() {
    assertThat(new ChainBreak.Missing(4, 5).sentence()).contains("4 to 5");
    assertThat(new ChainBreak.Rewritten(4, checkpoint(log, 8)).sentence()).contains("5 to 8");
    assertThat(new ChainBreak.Truncated(6, checkpoint(log, 8)).sentence()).contains("entry 6");
  }
}

package dev.assay.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TextTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void cutKeepsStylesAndEndsInAnEllipsis() {
    var text = Text.of(Style.BAD, "UNTRUSTED").plus(" because");
    assertThat(text.cut(11).spans().stream().map(Text.Span::words))
        .containsExactly("UNTRUSTED", " ", "…");
    assertThat(text.cut(17)).isEqualTo(text);
  }

  @Test
  void charactersBeyondTheBasicPlaneCountOnce() {
    assertThat(Text.of("a\uD83D\uDE00b").width()).isEqualTo(3);
    assertThat(Text.of("a\uD83D\uDE00bc").cut(3).spans().getFirst().words())
        .isEqualTo("a\uD83D\uDE00");
  }

  @Test
  void rowsThatAreNotKeptAlignAsKeptOnesDo() {
    var shown = new StringWriter();
    var screen =
        new Screen(new PrintWriter(shown), new PrintWriter(shown), OptionalInt.empty(), false);
    new Table("A", "LONG")
        .print(List.of("first", "2"), item -> List.of(Text.of(item), Text.of("x")), screen);
    screen.flush();
    assertThat(shown).hasToString("A      LONG\nfirst  x\n2      x\n");
  }

  @Test
  void columnsAlignWithoutTrailingBlanks() {
    var shown = new StringWriter();
    var screen =
        new Screen(new PrintWriter(shown), new PrintWriter(shown), OptionalInt.empty(), false);
    new Table("A", "LONG")
        .row(Text.of("first"), Text.EMPTY)
        .row(Text.of("2"), Text.of("x"))
        .print(screen);
    screen.flush();
    assertThat(shown.toString()).isEqualTo("A      LONG\nfirst\n2      x\n");
  }

  @Test
  void rowOfTheWrongWidthIsABug() {
    var table = new Table("A", "B");
    assertThatThrownBy(() -> table.row(Text.EMPTY)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sentencesWrapBetweenWordsOnATerminal() {
    var shown = new StringWriter();
    var screen =
        new Screen(new PrintWriter(shown), new PrintWriter(shown), OptionalInt.of(24), false);
    screen.wrapped(Text.of("- "), "one two three four five six seven", 2);
    screen.flush();
    assertThat(shown.toString()).isEqualTo("- one two three four\n  five six seven\n");
  }

  @Test
  void agesAreInTheLargestFittingUnit() {
    var ages = new Ages(NOW);
    assertThat(ages.ago(Optional.of(NOW.minusSeconds(119)))).isEqualTo("119 s ago");
    assertThat(ages.ago(Optional.of(NOW.minusSeconds(120)))).isEqualTo("2 min ago");
    assertThat(ages.ago(Optional.of(NOW.minusSeconds(7200)))).isEqualTo("2 h ago");
    assertThat(ages.ago(Optional.of(NOW.minusSeconds(172800)))).isEqualTo("2 d ago");
    assertThat(ages.ago(Optional.empty())).isEqualTo("never");
    assertThat(ages.ago(Optional.of(NOW.plusSeconds(5)))).isEqualTo("0 s ago");
  }
}

package dev.assay.appraisal.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.golden.GoldenEvent;
import dev.assay.appraisal.golden.Rule;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// Golden events are written as letters: `a` exactly that, `a|b` one of them, `a?` may be missing.
class AlignerTest {
  private static final PcrIndex PCR = PcrIndex.of(0);
  private static final HashAlgorithm BANK = HashAlgorithm.SHA256;

  @Test
  void equalSequencesDifferInNothing() {
    assertThat(ordered("a b c", "a b c").equal()).isTrue();
    assertThat(unordered("a b c", "c a b").equal()).isTrue();
    assertThat(ordered("", "").equal()).isTrue();
  }

  @Test
  void insertedEventIsTheOnlyDifference() {
    for (var alignment : List.of(ordered("a b c", "a x b c"), unordered("a b c", "a x b c"))) {
      assertThat(texts(alignment.added())).containsExactly("x");
      assertThat(differences(alignment)).isEqualTo(1);
    }
  }

  @Test
  void missingEventIsTheOnlyDifference() {
    for (var alignment : List.of(ordered("a b c", "a c"), unordered("a b c", "c a"))) {
      assertThat(alignment.missing()).extracting(GoldenEvent::label).containsExactly("b");
      assertThat(differences(alignment)).isEqualTo(1);
    }
  }

  @Test
  void eventInTheSamePlaceIsChanged() {
    for (var alignment : List.of(ordered("a b c", "a x c"), unordered("a b c", "a x c"))) {
      assertThat(alignment.changed())
          .singleElement()
          .satisfies(pair -> assertThat(pair.golden().label()).isEqualTo("b"))
          .satisfies(pair -> assertThat(text(pair.event())).isEqualTo("x"));
      assertThat(differences(alignment)).isEqualTo(1);
    }
  }

  @Test
  void eventAtAnotherPlaceIsMoved() {
    var alignment = ordered("a b c d", "b c d a");

    assertThat(alignment.moved())
        .singleElement()
        .satisfies(pair -> assertThat(pair.position()).isZero())
        .satisfies(pair -> assertThat(text(pair.event())).isEqualTo("a"));
    assertThat(differences(alignment)).isEqualTo(1);
  }

  @Test
  void repeatedEventsAreCounted() {
    assertThat(ordered("a a", "a").missing()).hasSize(1);
    assertThat(unordered("a a", "a").missing()).hasSize(1);
    assertThat(ordered("a a", "a a a").added()).hasSize(1);
    assertThat(unordered("a a", "a a a").added()).hasSize(1);
  }

  @Test
  void optionalEventMayBeMissing() {
    assertThat(ordered("a b? c", "a c").equal()).isTrue();
    assertThat(unordered("a b? c", "c a").equal()).isTrue();
  }

  @Test
  void optionalEventTakesNothingFromARequiredOne() {
    assertThat(ordered("a? a", "a").equal()).isTrue();
    assertThat(ordered("a a?", "a").equal()).isTrue();
    assertThat(unordered("a? a", "a").equal()).isTrue();
  }

  @Test
  void choiceTakesNothingThatAnotherNeeds() {
    assertThat(unordered("a|b a", "a b").equal()).isTrue();
    assertThat(unordered("a|b a|c b|c", "c b a").equal()).isTrue();
    assertThat(unordered("a|b b|c c|d d", "d c b a").equal()).isTrue();
    assertThat(ordered("a|b a", "b a").equal()).isTrue();
  }

  @Test
  void anotherVariableStandsInForNone() {
    var golden = List.of(golden("Boot0001", EventType.EFI_VARIABLE_BOOT, "Boot0001"));
    var events =
        LogBuilder.agile()
            .event(
                1,
                EventType.EFI_VARIABLE_BOOT,
                EventData.variable("Boot0002", EventData.ascii("x")))
            .log()
            .events()
            .subList(1, 2);

    var alignment = Aligner.unordered(golden, events, new Acceptance(List.of(BANK)));

    assertThat(alignment.changed()).isEmpty();
    assertThat(alignment.missing()).hasSize(1);
    assertThat(alignment.added()).hasSize(1);
  }

  @Test
  void orderedAlignmentIsTheCheapest() {
    var random = new Random(1);
    for (int round = 0; round < 300; round++) {
      var golden = word(random, 6, "a", "b", "c", "a|b", "b?", "c?");
      var events = word(random, 6, "a", "b", "c");
      int[] partners =
          OrderedMatch.of(goldens(golden), events(events), new Acceptance(List.of(BANK)));
      assertThat(cost(goldens(golden), partners, events(events).size()))
          .as("%s against %s", golden, events)
          .isEqualTo(cheapestOrdered(goldens(golden), events(events), 0, 0));
    }
  }

  @Test
  void unorderedAlignmentFindsAllThatCanBeFound() {
    var random = new Random(2);
    for (int round = 0; round < 300; round++) {
      var golden = word(random, 5, "a", "b", "c", "a|b", "b|c", "c?", "a|c?");
      var events = word(random, 5, "a", "b", "c");
      int[] partners =
          UnorderedMatch.of(goldens(golden), events(events), new Acceptance(List.of(BANK)));
      assertThat(cost(goldens(golden), partners, events(events).size()))
          .as("%s against %s", golden, events)
          .isEqualTo(cheapestUnordered(goldens(golden), new ArrayList<>(events(events)), 0));
    }
  }

  @Test
  void eventBetweenOtherNeighboursStandsInForNone() {
    var alignment = ordered("a b c", "a c x");

    assertThat(alignment.changed()).isEmpty();
    assertThat(alignment.missing()).extracting(GoldenEvent::label).containsExactly("b");
    assertThat(texts(alignment.added())).containsExactly("x");
  }

  @Test
  void eventOfTheSameNameStandsInFirst() {
    var events = events("x y");
    var golden =
        List.of(
            golden("b", EventType.IPL, events.get(1).label()),
            golden("a", EventType.IPL, events.get(0).label()));

    var changed = Aligner.unordered(golden, events, new Acceptance(List.of(BANK))).changed();

    assertThat(changed)
        .hasSize(2)
        .allSatisfy(pair -> assertThat(pair.event().label()).isEqualTo(pair.golden().label()));
  }

  /// Too many for the cheapest way, and still each is found: all but those that differ.
  @Test
  void longListThatDiffersAtItsEndsDiffersThereAlone() {
    var same = IntStream.range(0, 600).mapToObj(i -> "s" + i).toList();
    var middle = String.join(" ", same);

    var alignment = ordered("first " + middle + " last", "begin " + middle + " new end");

    assertThat(alignment.changed())
        .extracting(pair -> pair.golden().label())
        .containsExactly("first", "last");
    assertThat(texts(alignment.added())).containsExactly("end");
    assertThat(differences(alignment)).isEqualTo(3);
  }

  @Test
  void hugeLogIsAlignedInBoundedTime() {
    var log = LogBuilder.agile();
    IntStream.range(0, 9_999).forEach(i -> log.event(0, EventType.IPL, "event " + i));
    var events = log.log().events().stream().filter(Event::extended).toList();
    var golden = IntStream.range(0, 1_000).mapToObj(i -> golden("golden " + i % 100)).toList();

    Assertions.assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          var acceptance = new Acceptance(List.of(BANK));
          assertThat(Aligner.ordered(golden, events, acceptance).equal()).isFalse();
          assertThat(Aligner.unordered(golden, events, acceptance).equal()).isFalse();
        });
  }

  private static int cost(List<GoldenEvent> golden, int[] partners, int events) {
    int found = (int) Arrays.stream(partners).filter(p -> p != Aligner.NONE).count();
    int missing =
        (int)
            IntStream.range(0, golden.size())
                .filter(g -> partners[g] == Aligner.NONE && !golden.get(g).optional())
                .count();
    return events - found + missing;
  }

  private static int cheapestOrdered(List<GoldenEvent> golden, List<Event> events, int g, int e) {
    if (g == golden.size()) {
      return events.size() - e;
    }
    int best = (golden.get(g).optional() ? 0 : 1) + cheapestOrdered(golden, events, g + 1, e);
    for (int i = e; i < events.size(); i++) {
      if (new Acceptance(List.of(BANK)).accepts(golden.get(g), events.get(i))) {
        best = Math.min(best, i - e + cheapestOrdered(golden, events, g + 1, i + 1));
      }
    }
    return best;
  }

  private static int cheapestUnordered(List<GoldenEvent> golden, List<Event> events, int g) {
    if (g == golden.size()) {
      return events.size();
    }
    int best = (golden.get(g).optional() ? 0 : 1) + cheapestUnordered(golden, events, g + 1);
    for (int i = 0; i < events.size(); i++) {
      if (new Acceptance(List.of(BANK)).accepts(golden.get(g), events.get(i))) {
        var rest = new ArrayList<>(events);
        rest.remove(i);
        best = Math.min(best, cheapestUnordered(golden, rest, g + 1));
      }
    }
    return best;
  }

  private static String word(Random random, int longest, String... letters) {
    var word = new ArrayList<String>();
    for (int i = random.nextInt(longest + 1); i > 0; i--) {
      word.add(letters[random.nextInt(letters.length)]);
    }
    return String.join(" ", word);
  }

  private static Alignment ordered(String golden, String events) {
    return Aligner.ordered(goldens(golden), events(events), new Acceptance(List.of(BANK)));
  }

  private static Alignment unordered(String golden, String events) {
    return Aligner.unordered(goldens(golden), events(events), new Acceptance(List.of(BANK)));
  }

  private static int differences(Alignment alignment) {
    return alignment.added().size()
        + alignment.missing().size()
        + alignment.moved().size()
        + alignment.changed().size();
  }

  private static List<GoldenEvent> goldens(String words) {
    return letters(words).map(AlignerTest::golden).toList();
  }

  private static GoldenEvent golden(String word) {
    return golden(word, EventType.IPL, word);
  }

  private static GoldenEvent golden(String word, EventType type, String label) {
    boolean optional = word.endsWith("?");
    var choices =
        Stream.of((optional ? word.substring(0, word.length() - 1) : word).split("\\|"))
            .map(AlignerTest::digests)
            .toList();
    var rule = choices.size() == 1 ? new Rule.Exactly(choices.getFirst()) : new Rule.OneOf(choices);
    return new GoldenEvent(PCR, type, label, rule, optional);
  }

  private static SortedMap<HashAlgorithm, Digest> digests(String letter) {
    return new TreeMap<>(Map.of(BANK, BANK.hash(EventData.ascii(letter))));
  }

  private static List<Event> events(String words) {
    var log = LogBuilder.agile();
    letters(words).forEach(letter -> log.event(0, EventType.IPL, letter));
    return log.log().events().stream().filter(Event::extended).toList();
  }

  private static Stream<String> letters(String words) {
    return Stream.of(words.split(" ")).filter(word -> !word.isEmpty());
  }

  private static List<String> texts(List<Event> events) {
    return events.stream().map(AlignerTest::text).toList();
  }

  private static String text(Event event) {
    return new String(event.data().toArray(), StandardCharsets.US_ASCII);
  }
}
